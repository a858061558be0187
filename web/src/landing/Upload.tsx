import { videosOf } from "../parts/video";
import { VideoForm } from "../parts/VideoForm";
import { t } from "../texts";

interface UploadProps {
  /** Whose it is; null: of nobody who is known. */
  patient?: string | null;
  back: () => void;
}

/** A phone video, judged like a call and then reviewed. */
export function Upload({ patient = null, back }: UploadProps) {
  return (
    <section class="choice">
      <h1>{t("upload.title")}</h1>
      <p class="lead">{t("upload.lead")}</p>
      <VideoForm
        door={videosOf(patient)}
        back={back}
        done={({ review_url }) => {
          location.assign(review_url);
        }}
      />
    </section>
  );
}
