import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";

import { emergencyOf, type Card } from "../lib/chart";
import { linkOf } from "../lib/link";
import { t, type Key } from "../texts";

/** Where the patient is, whom to call, what to do: beside the picture while everything is stopped. */
export function EmergencyCard() {
  const card = useSignal<Card | null>(null);
  useEffect(() => {
    void emergencyOf(linkOf(location)).then((answer) => {
      if (answer.ok) card.value = answer.value;
    });
  }, [card]);
  return card.value && <Shown card={card.value} />;
}

function Line({ name, children }: { name: Key; children: ComponentChildren }) {
  return (
    <>
      <dt>{t(name)}</dt>
      <dd>{children}</dd>
    </>
  );
}

function Shown({ card }: { card: Card }) {
  const { contact, phone, address, plan } = card.emergency;
  if (![contact, phone, address, plan].some(Boolean)) return <p class="emergency">{t("intake.no_contact")}</p>;
  return (
    <section class="emergency" aria-label={t("intake.emergency")}>
      <h3>{card.name}</h3>
      <dl>
        {address && <Line name="intake.address">{address}</Line>}
        {contact && <Line name="intake.contact">{contact}</Line>}
        {phone && (
          <Line name="intake.phone">
            <a href={`tel:${phone.replace(/[^+\d]/g, "")}`}>{phone}</a>
          </Line>
        )}
        {plan && <Line name="intake.plan">{plan}</Line>}
      </dl>
      {card.red_flags.length > 0 && <p>{card.red_flags.map((flag) => t(`flag.${flag}`)).join(" · ")}</p>}
    </section>
  );
}
