import type { Goal } from "../lib/chart";
import { t } from "../texts";

const LEVELS = [-2, -1, 0, 1, 2] as const;
const levelKey = { "-2": "reached.minus_2", "-1": "reached.minus_1", "0": "reached.level_0", "1": "reached.plus_1", "2": "reached.plus_2" } as const;
const wordsOf = (level: number) => t(levelKey[String(level) as keyof typeof levelKey]);

/** Five steps from the start to much better than hoped, and how far it is. */
export function GoalScale({ goal }: { goal: Pick<Goal, "begun" | "now"> }) {
  const { begun, now } = goal;
  return (
    <div class="goal-scale">
      <div class="goal-steps" aria-hidden="true">
        {LEVELS.map((level) => (
          <span key={level} class={[now !== null && level <= now && level > begun && "is-gained", level === begun && "is-begun", level === now && "is-now", level === 0 && "is-hoped"].filter(Boolean).join(" ")} />
        ))}
        <small>{t("reached.start")}</small>
        <small class="at-hoped">{t("reached.hoped")}</small>
      </div>
      <p>{now === null ? t("reached.not_yet") : t("reached.now", { level: wordsOf(now) })}</p>
    </div>
  );
}
