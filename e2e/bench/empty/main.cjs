// Electron that ends at once: what every command in it has to pay.
process.exit()
