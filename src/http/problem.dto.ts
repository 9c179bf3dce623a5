// How a problem looks on the wire (RFC 9457).

/** One field that was refused, and why. */
export class FieldRefusal {
  field: string;
  detail: string;
}

/** Every answer with a status of 400 or more. `detail` is a sentence for people; `code` is for programs. */
export class ProblemBody {
  type: string;
  title: string;
  status: number;
  code: string;
  detail: string;
  /** The field of the request that the problem is about. */
  field?: string;
  errors?: FieldRefusal[];
  /** Names the log line of an unexpected failure. */
  logId?: string;
}
