/** A body on a ring with an arrow along its near edge: turn this way. Drawn for the mirror, in which a person's
 * right is the picture's right. */
export function TurnArrow({ way }: { way: "left" | "right" }) {
  return (
    <svg class={`turn-arrow is-${way}`} viewBox="0 0 200 170" aria-hidden="true">
      <circle class="turn-body" cx="100" cy="26" r="18" />
      <path class="turn-body" d="M72 56q28-14 56 0l-8 42H80zM84 98h32l-4 36H88z" />
      <path class="turn-ring" d="M28 112a72 30 0 0 0 130 34" />
      <path class="turn-head" d="M182 112l-44 18 30 28z" />
    </svg>
  );
}
