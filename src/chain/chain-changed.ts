import { Failure } from "../exit.ts";

/** The node went over to another chain. All blocks of the old one that it gave were handed over; a new run takes up the new chain. */
export class ChainChanged extends Failure {}
