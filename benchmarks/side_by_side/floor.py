"""What can't be saved: decoding and the bare landmark model on the same film, and packets forwarded and
nothing else."""

import itertools
import multiprocessing
import time
from dataclasses import dataclass

import av
import mediapipe
from mediapipe.tasks.python import BaseOptions
from mediapipe.tasks.python.vision import PoseLandmarker, PoseLandmarkerOptions, RunningMode

from benchmarks.forwarding import measured
from benchmarks.side_by_side.film import film
from coach.analysis_rate import EXERCISE_HZ
from coach.config import Settings
from coach.pose.mediapipe import quiet
from coach.pose.model import ready_model
from coach.rtc.clip import RATE

FRAMES = 20 * RATE
WARM = 2 * RATE
FORWARD_S = 24.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Live:
    """CPU-s a session-minute of both at once, in real time, as a call has them."""

    analysing: float
    forwarding: float


def analysing() -> float:
    """CPU-s a session-minute: every frame decoded, 15 a second through the pruned model, as fast as it goes
    and with the machine to itself."""
    with multiprocessing.get_context("spawn").Pool(1) as alone:
        return alone.apply(_analysing, (False,))


def live() -> Live:
    """The same work when its frames come, while a camera, a forwarder and a screen are on the machine too:
    what the network costs in a call, where its caches are cold and the other core works."""
    with multiprocessing.get_context("spawn").Pool(1) as beside:
        analysed = beside.apply_async(_analysing, (True,))
        forwarded = measured("forward", film("moving")[:FRAMES], FORWARD_S).served.cpu_s_per_min
        return Live(analysing=analysed.get(), forwarding=forwarded)


def _analysing(in_real_time: bool) -> float:
    settings = Settings()
    model = ready_model(given=settings.model, cache=settings.models)
    options = PoseLandmarkerOptions(
        base_options=BaseOptions(model_asset_path=str(model)), running_mode=RunningMode.VIDEO
    )
    every = round(RATE / EXERCISE_HZ)
    decoder = av.VideoCodecContext.create("vp8", "r")
    decoder.thread_count = 1
    with quiet(), PoseLandmarker.create_from_options(options) as landmarker:
        begun, since = time.process_time(), time.monotonic()
        for n, frame in enumerate(itertools.islice(film("moving"), WARM + FRAMES)):
            if n == WARM:
                begun = time.process_time()
            if in_real_time:
                time.sleep(max(0.0, since + frame.t - time.monotonic()))
            for picture in decoder.decode(av.Packet(frame.data)):
                if n % every == 0:
                    rgb = picture.to_ndarray(format="rgb24")
                    image = mediapipe.Image(mediapipe.ImageFormat.SRGB, rgb)
                    landmarker.detect_for_video(image, round(frame.t * 1000))
        return (time.process_time() - begun) / FRAMES * RATE * 60
