declare module 'dynalite' {
  import type { Server } from 'node:http';
  /** Makes a server that speaks DynamoDB's protocol. */
  export default function dynalite(options?: {
    createTableMs?: number;
    deleteTableMs?: number;
    updateTableMs?: number;
    path?: string;
  }): Server;
}
