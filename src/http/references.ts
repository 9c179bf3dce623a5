// How one thing names another in an answer.
import { ApiProperty } from '@nestjs/swagger';

/** The id of something and the name a person knows it by. */
export class NamedReference {
  @ApiProperty({ type: String, format: 'uuid' })
  id: string;

  @ApiProperty({ type: String })
  name: string;
}
