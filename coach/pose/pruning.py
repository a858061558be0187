"""The pose model without its segmentation branch, which nothing here uses.

The 33 landmarks, their world coordinates and visibilities stay bit-identical, for about 40 % less time in
the landmark network (a test holds the first, `benchmarks/pose.py` prints the second).
"""

import io
import zipfile

import flatbuffers
from ai_edge_litert import schema_py_generated as schema

DETECTOR, LANDMARKER = "pose_detector.tflite", "pose_landmarks_detector.tflite"
_MASK, _HEATMAP = [1, 256, 256, 1], [1, 64, 64, 39]
_ALIGNMENT = 64
_ZIP_HEADER = 30  # bytes of a local file header without its name
_PADDING_FIELD = b"\xfe\xca"  # an extra-field id that no zip reader knows, so all skip it
_EPOCH = (1980, 1, 1, 0, 0, 0)


class NotAPoseModel(ValueError):
    """These bytes are no bundle of a pose detector and a landmark network with a segmentation branch."""


def prune_bundle(official: bytes) -> bytes:
    """The `.task` bundle with the landmark network pruned. The same bytes in give the same bytes out.

    Raises NotAPoseModel.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(official)) as bundle:
            detector, landmarker = bundle.read(DETECTOR), bundle.read(LANDMARKER)
    except (zipfile.BadZipFile, KeyError) as error:
        raise NotAPoseModel(str(error)) from error
    return _bundle({DETECTOR: detector, LANDMARKER: prune_network(landmarker)})


def prune_network(data: bytes) -> bytes:
    """The landmark network without the operators that only the mask needs.

    PoseLandmarker asks for five outputs, so the mask's slot is filled with the heat map, which is computed
    anyway: `output_segmentation_masks` has to stay False. Raises NotAPoseModel.
    """
    model = schema.ModelT.InitFromObj(schema.Model.GetRootAsModel(data, 0))
    graph = model.subgraphs[0]
    shape = {i: list(tensor.shape) for i, tensor in enumerate(graph.tensors)}
    masks = [o for o in graph.outputs if shape[o] == _MASK]
    heatmaps = [o for o in graph.outputs if shape[o] == _HEATMAP]
    if len(masks) != 1 or len(heatmaps) != 1:
        raise NotAPoseModel("the network has no segmentation branch where one is expected")
    needed = {o for o in graph.outputs if o != masks[0]}
    kept = []
    for operator in reversed(graph.operators):
        if any(o in needed for o in operator.outputs):
            kept.append(operator)
            needed.update(i for i in operator.inputs if i >= 0)
    graph.operators = kept[::-1]
    graph.outputs = [heatmaps[0] if o == masks[0] else o for o in graph.outputs]
    builder = flatbuffers.Builder(len(data))
    builder.Finish(model.Pack(builder), b"TFL3")
    return bytes(builder.Output())


def _bundle(entries: dict[str, bytes]) -> bytes:
    """A stored zip whose entries start on 64-byte borders: MediaPipe copies unaligned networks."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as bundle:
        for name, data in entries.items():
            info = zipfile.ZipInfo(name, date_time=_EPOCH)
            info.extra = _padding(out.tell() + _ZIP_HEADER + len(name))
            bundle.writestr(info, data)
    return out.getvalue()


def _padding(offset: int) -> bytes:
    """An extra field that moves what would start at `offset` to the next border."""
    missing = -(offset + 4) % _ALIGNMENT
    return _PADDING_FIELD + missing.to_bytes(2, "little") + bytes(missing)
