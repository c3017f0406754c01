// Replaced as soon as the command lands.
