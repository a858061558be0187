"""What can't be saved: decoding and the bare landmark model on the same film, and packets forwarded and
nothing else."""

import itertools
import multiprocessing
import time

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
FORWARD_S = 12.0


def analysing() -> float:
    """CPU-s a session-minute: every frame decoded, 15 a second through the pruned model."""
    with multiprocessing.get_context("spawn").Pool(1) as alone:
        return alone.apply(_analysing)


def forwarding() -> float:
    """CPU-s a session-minute of one camera forwarded to one viewer."""
    return measured("forward", film("moving")[:FRAMES], FORWARD_S).served.cpu_s_per_min


def _analysing() -> float:
    settings = Settings()
    model = ready_model(given=settings.model, cache=settings.models)
    options = PoseLandmarkerOptions(
        base_options=BaseOptions(model_asset_path=str(model)), running_mode=RunningMode.VIDEO
    )
    every = round(RATE / EXERCISE_HZ)
    decoder = av.VideoCodecContext.create("vp8", "r")
    decoder.thread_count = 1
    with quiet(), PoseLandmarker.create_from_options(options) as landmarker:
        begun = time.process_time()
        for n, frame in enumerate(itertools.islice(film("moving"), WARM + FRAMES)):
            if n == WARM:
                begun = time.process_time()
            for picture in decoder.decode(av.Packet(frame.data)):
                if n % every == 0:
                    rgb = picture.to_ndarray(format="rgb24")
                    image = mediapipe.Image(mediapipe.ImageFormat.SRGB, rgb)
                    landmarker.detect_for_video(image, round(frame.t * 1000))
        return (time.process_time() - begun) / FRAMES * RATE * 60
