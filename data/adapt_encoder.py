# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: the reputed authors
#
# Teaches the sentence encoder our task without changing what people download: only its biases and
# normalisations are trained (Ben Zaken et al., "BitFit", 2022), 61,000 numbers that travel in our own model
# file, together with the head over its embeddings. Its 4-bit matrices stay as they are.
#
#   python3 data/adapt_encoder.py ENCODER TRAIN_OPEN.tsv OUT.vectors    needs numpy and torch; ten minutes on two
#                                                                       cores that multiply in bfloat16
# Texts: the training split of data/reviews (three rounds), data/phrases and a part of the open corpus (one
# round). The split and the pieces come from the program itself (`reputed train --tell`).
import hashlib
import struct
import subprocess
import sys
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional

ROUNDS, RATE, BATCH, LONGEST = 3, 1e-3, 32, 98
# Of the way from the published vectors to the trained ones, this share is gone: less of our own texts, more of
# everybody else's (Wortsman et al., "Robust fine-tuning of zero-shot models", 2022).
SHARE = 0.86
LABELS = {"neg": 0, "neu": 1, "pos": 2}
TOPICS = ("waiting staff quality price cleanliness delivery communication refund booking safety website "
          "accessibility noise honesty location comfort").split()
URGENCIES = "legal health discrimination press privacy".split()
OUTPUTS = 3 + 1 + 2 * len(TOPICS) + len(URGENCIES)
STAGE1_OUTPUTS = 4
EMBEDDING_SCALE = 20  # src/text/model/head.cpp
# Rows of one language, source and label that are used; the labels of film subtitles are the noisiest.
MOST = {"mabsa": 350, "umsab": 250, "wccrs": 700, "xed": 200}


class EncoderFile:
    """Header, tokenizer and tensors, as src/text/encoder/layout.hpp describes them."""

    def __init__(self, path):
        self.raw = np.memmap(path, dtype=np.uint8, mode="r")
        self.hidden, self.layers, self.heads, self.inner, _, _, _ = self.numbers("<7i", 8)
        (self.epsilon,) = self.numbers("<f", 36)
        at = 44
        count, *_ = self.numbers("<5i", at)
        (letters,) = self.numbers("<Q", at + 20)
        at += 28 + (count + 1) * 4 + count * 4 + letters
        _, map_bytes = self.numbers("<iI", at)
        at += 8 + map_bytes
        (tensors,) = self.numbers("<i", at)
        at += 4
        self.places = {}
        for _ in range(tensors):
            (size,) = self.numbers("<H", at)
            name = bytes(self.raw[at + 2:at + 2 + size]).decode()
            at += 2 + size + 1
            _, offset, length = self.numbers("<IQQ", at)
            at += 20
            self.places[name] = (offset, length)

    def numbers(self, form, at):
        return struct.unpack(form, bytes(self.raw[at:at + struct.calcsize(form)]))

    def vector(self, name):
        offset, length = self.places[name]
        return np.frombuffer(bytes(self.raw[offset:offset + length]), np.float32).copy()

    def matrix(self, name, columns, rows=None):
        offset, length = self.places[name]
        blocks = np.frombuffer(bytes(self.raw[offset:offset + length]), np.uint8)
        if rows is not None:
            blocks = blocks.reshape(-1, columns // 32, 18)[rows]
        blocks = blocks.reshape(-1, 18)
        scale = blocks[:, :2].copy().view(np.float16).astype(np.float32)
        halves = blocks[:, 2:]
        weights = np.concatenate([(halves & 15).astype(np.int8) - 8, (halves >> 4).astype(np.int8) - 8], 1)
        return (weights.astype(np.float32) * scale).reshape(-1, columns)


PARTS = ("q", "k", "v", "ao", "fi", "fo")


def changeable(file):
    names = ["emb.ln.w", "emb.ln.b"]
    for layer in range(file.layers):
        names += [f"l{layer}.{part}" for part in ("q.b", "k.b", "v.b", "ao.b", "fi.b", "fo.b",
                                                  "aln.w", "aln.b", "oln.w", "oln.b")]
    return names


class Encoder(torch.nn.Module):
    """BERT's layers over fixed matrices, in 16 bits where that costs nothing; and the head over the mean."""

    def __init__(self, file):
        super().__init__()
        self.file = file
        self.vectors = torch.nn.ParameterDict(
            {name.replace(".", "_"): torch.nn.Parameter(torch.from_numpy(file.vector(name)))
             for name in changeable(file)})
        self.head = torch.nn.Parameter(torch.zeros(file.hidden, OUTPUTS))
        self.bias = torch.nn.Parameter(torch.zeros(OUTPUTS))
        self.matrices = [{part: self.matrix(layer, part) for part in PARTS} for layer in range(file.layers)]
        self.positions = torch.from_numpy(file.vector("emb.pos").reshape(-1, file.hidden))
        self.kind = torch.from_numpy(file.vector("emb.type").reshape(-1, file.hidden)[0].copy())

    def matrix(self, layer, part):
        columns = self.file.inner if part == "fo" else self.file.hidden
        return torch.from_numpy(self.file.matrix(f"l{layer}.{part}.w", columns)).to(torch.bfloat16)

    def product(self, x, layer, part):
        return functional.linear(x, self.matrices[layer][part], self.vectors[f"l{layer}_{part}_b"].to(x.dtype))

    def normal(self, x, name):
        weight, bias = self.vectors[name + "_w"], self.vectors[name + "_b"]
        return functional.layer_norm(x.float(), weight.shape, weight, bias, self.file.epsilon).to(torch.bfloat16)

    def forward(self, words, mask):
        count, length, _ = words.shape
        x = self.normal(words + self.positions[:length] + self.kind, "emb_ln")
        hidden_from = ((1 - mask)[:, None, None, :] * -1e9).to(x.dtype)
        for layer in range(self.file.layers):
            query, key, value = (self.product(x, layer, part).view(count, length, self.file.heads, -1).transpose(1, 2)
                                 for part in ("q", "k", "v"))
            seen = functional.scaled_dot_product_attention(query, key, value, attn_mask=hidden_from)
            seen = seen.transpose(1, 2).reshape(count, length, -1)
            x = self.normal(x + self.product(seen, layer, "ao"), f"l{layer}_aln")
            wide = functional.gelu(self.product(x, layer, "fi"))
            x = self.normal(x + self.product(wide, layer, "fo"), f"l{layer}_oln")
        mean = (x.float() * mask[..., None]).sum(1) / mask.sum(1, keepdim=True)
        return functional.normalize(mean, dim=-1) @ self.head * EMBEDDING_SCALE + self.bias


def loss_of(out, targets, weights):
    whole = -(targets[:, :3] * functional.log_softmax(out[:, :3], -1)).sum(-1)
    known = targets[:, 3:] >= 0
    each = functional.binary_cross_entropy_with_logits(out[:, 3:], targets[:, 3:].clamp(min=0), reduction="none")
    each = each * known
    return (weights * (whole + 0.5 * each[:, 0] + 0.15 * each[:, 1:].sum(-1))).mean()


def targets_of(row):
    targets = -np.ones(OUTPUTS, np.float32)
    targets[:3] = 0
    targets[LABELS[row[0]]] = 1
    if len(row) >= 9:
        targets[3] = float(row[6])
        targets[4:] = 0
        for topic in row[7].split():
            targets[4 + TOPICS.index(topic[:-1]) + (0 if topic[-1] == "-" else len(TOPICS))] = 1
        for urgency in row[8].split():
            targets[4 + 2 * len(TOPICS) + URGENCIES.index(urgency)] = 1
    elif row[0] != "neu":
        targets[3] = float(row[0] == "neg")
    return targets


def table(path):
    return [line.split("\t") for line in Path(path).read_text(encoding="utf-8").split("\n") if line]


def ask_reputed(command, lines):
    """One answer a line: the program's own split and the encoder's own tokenizer, not copies of them."""
    answer = subprocess.run(["build/release/reputed", "train", *command], input="\n".join(lines) + "\n",
                            capture_output=True, text=True, check=True)
    return answer.stdout.splitlines()


def training_texts(open_corpus):
    own = [row for path in sorted(Path("data/reviews").glob("*.tsv")) for row in table(path)]
    splits = ask_reputed(["--tell", "split"], [row[5] for row in own])
    own = [row for row, split in zip(own, splits) if int(split) >= 350]

    def place(row):
        return int(hashlib.sha1(row[5].encode()).hexdigest()[:8], 16)

    taken, corpus = {}, []
    for row in sorted(table(open_corpus), key=place):
        key = (row[2], row[4], row[0])
        if (row[4], row[0]) == ("mabsa", "neu") or taken.get(key, 0) >= MOST.get(row[4], 300):
            continue
        taken[key] = taken.get(key, 0) + 1
        corpus.append(row)
    phrases = [[label, "", path.stem, "phrase", "phrase", text]
               for path in sorted(Path("data/phrases").glob("*.tsv")) for label, text in table(path)]
    return own, corpus, phrases


def batches(own, corpus, phrases, lengths, random):
    """Texts of like length together; our own in each round, the others spread over the rounds."""
    jobs = []
    for turn in range(ROUNDS):
        order = np.array(list(range(own)) + [own + i for i in range(corpus) if i % ROUNDS == turn]
                         + [own + corpus + i for i in range(phrases) if i % ROUNDS == turn])
        random.shuffle(order)
        of_turn = []
        for start in range(0, len(order), BATCH * 50):
            block = sorted(order[start:start + BATCH * 50], key=lambda i: lengths[i])
            of_turn += [block[i:i + BATCH] for i in range(0, len(block), BATCH)]
        of_turn = [one for one in of_turn if len(one) == BATCH]
        again = np.arange(len(of_turn))
        random.shuffle(again)
        jobs += [of_turn[i] for i in again]
    return jobs


def padded(texts, table_of_words, row_of_piece, hidden):
    length = min(LONGEST, -(-max(map(len, texts)) // 8) * 8)
    words = np.zeros((len(texts), length, hidden), np.float32)
    mask = np.zeros((len(texts), length), np.float32)
    for i, pieces in enumerate(texts):
        pieces = pieces[:length]
        words[i, :len(pieces)] = table_of_words[[row_of_piece[piece] for piece in pieces]]
        mask[i, :len(pieces)] = 1
    return torch.from_numpy(words), torch.from_numpy(mask)


def head_section(encoder):
    """As src/text/model/head.hpp reads it: of each output its bias, its weights, and nothing of stage 1."""
    rows = np.zeros((OUTPUTS, 1 + encoder.file.hidden + STAGE1_OUTPUTS), np.float32)
    rows[:, 0] = encoder.bias.detach().numpy()
    rows[:, 1:1 + encoder.file.hidden] = encoder.head.detach().numpy().T
    return rows


def write_vectors(path, vectors):
    """A model file (src/text/model/model_file.hpp) with a section for each vector."""
    out = bytearray(48 + 32 * len(vectors))
    out[:8] = b"REPUTED\1"
    out[8:16] = struct.pack("<II", 1, len(vectors))
    for i, (name, values) in enumerate(vectors.items()):
        out += bytes(-len(out) % 64)
        data = np.asarray(values, np.float32).tobytes()
        out[48 + 32 * i:80 + 32 * i] = struct.pack("<16sQQ", name.encode(), len(out), len(data))
        out += data
    out[16:48] = hashlib.sha256(bytes(out[48:])).digest()
    Path(path).write_bytes(bytes(out))


def adapt(encoder, jobs, batch_of):
    optimizer = torch.optim.Adam(encoder.parameters(), RATE)
    warm = len(jobs) // 15

    def pace(step):
        left = np.cos(np.pi * np.clip((step - warm) / (len(jobs) - warm), 0, 1)) / 2 + 0.5
        return min(1, (step + 1) / warm) * left

    plan = torch.optim.lr_scheduler.LambdaLR(optimizer, pace)
    for number, job in enumerate(jobs, 1):
        words, mask, targets, weights = batch_of(job)
        loss = loss_of(encoder(words, mask), targets, weights)
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(encoder.parameters(), 1.0)
        optimizer.step()
        plan.step()
        if number % 50 == 0:
            print(f"step {number}: loss {loss.item():.3f}", flush=True)


def main(encoder_file, open_corpus, out):
    torch.manual_seed(1)
    file = EncoderFile(encoder_file)
    own, corpus, phrases = training_texts(open_corpus)
    rows = own + corpus + phrases
    weights = np.array([1.0] * len(own) + [0.25 if row[4] == "xed" else 0.6 for row in corpus]
                       + [0.4] * len(phrases), np.float32)
    targets = np.stack([targets_of(row) for row in rows])
    pieces = [[int(one) for one in line.split()]
              for line in ask_reputed(["--tell", "pieces", "--encoder", encoder_file], [row[5][:600] for row in rows])]
    used = sorted({one for text in pieces for one in text})
    row_of_piece = {piece: row for row, piece in enumerate(used)}
    table_of_words = file.matrix("emb.word", file.hidden, np.array(used))
    jobs = batches(len(own), len(corpus), len(phrases), [len(text) for text in pieces], np.random.default_rng(1))
    print(f"{len(own)} own texts, {len(corpus)} others, {len(phrases)} phrases; {len(jobs)} steps", flush=True)

    def batch_of(job):
        words, mask = padded([pieces[i] for i in job], table_of_words, row_of_piece, file.hidden)
        return words, mask, torch.from_numpy(targets[job]), torch.from_numpy(weights[job])

    encoder = Encoder(file)
    adapt(encoder, jobs, batch_of)
    vectors = {}
    for name in changeable(file):
        trained = encoder.vectors[name.replace(".", "_")].detach().numpy()
        vectors[name] = SHARE * trained + (1 - SHARE) * file.vector(name)
    write_vectors(out, vectors | {"head": head_section(encoder)})


if __name__ == "__main__":
    main(*sys.argv[1:])
