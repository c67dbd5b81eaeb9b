/** Of folders and files that hold calls: nobody but this user reads them. The umask may take away more. */
export const PRIVATE_FOLDER = 0o700;
export const PRIVATE_FILE = 0o600;
