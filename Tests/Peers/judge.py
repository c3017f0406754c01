#!/usr/bin/env python3
"""Asks the validators of PyPI the questions that TrailSeal's own code was asked.

usage: judge.py FOLDER

FOLDER holds one folder for each question, named by its number, with question.json:

    kind        token: r.tsr over the bytes in content, q.tsq where one was asked
                cms: m.p7s over the bytes in content
                path: leaf.der, signing a document
    at          seconds since 1970 to judge at
    anchors, intermediates, lists    how many files anchor0.der, intermediate0.der, list0.der there are

Prints one line for each question and each validator that was asked it, parts apart by tabs: the
question's number, the validator, and `accepts` or why it refuses.
"""

import asyncio
import datetime
import hashlib
import json
import logging
import pathlib
import sys

import cryptography.x509
import rfc3161_client
from asn1crypto import cms, crl, tsp, x509
from pyhanko.sign.validation.generic_cms import (async_validate_detached_cms,
                                                 validate_tst_signed_data)
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko.sign.validation.status import TimestampSignatureStatus
from pyhanko_certvalidator import CertificateValidator, ValidationContext

logging.disable(logging.CRITICAL)


class Question:
    def __init__(self, folder):
        self.folder = folder
        said = json.loads(folder.joinpath("question.json").read_text())
        self.kind = said["kind"]
        self.moment = datetime.datetime.fromtimestamp(said["at"], datetime.timezone.utc)
        self.anchors = [self.read(f"anchor{n}.der") for n in range(said.get("anchors", 0))]
        self.intermediates = [self.read(f"intermediate{n}.der")
                              for n in range(said.get("intermediates", 0))]
        self.lists = [self.read(f"list{n}.der") for n in range(said.get("lists", 0))]

    def read(self, name):
        path = self.folder / name
        return path.read_bytes() if path.exists() else None

    def context(self, mode):
        def read(ders, kind):
            return [kind.load(der, strict=True) for der in ders]

        return ValidationContext(
            trust_roots=read(self.anchors, x509.Certificate),
            other_certs=read(self.intermediates, x509.Certificate),
            crls=read(self.lists, crl.CertificateList), moment=self.moment, revocation_mode=mode,
            time_tolerance=datetime.timedelta(0))


def rfc3161(question):
    response = rfc3161_client.decode_timestamp_response(question.read("r.tsr"))
    builder = rfc3161_client.VerifierBuilder()
    query = question.read("q.tsq")
    if query:
        asked = tsp.TimeStampReq.load(query)
        if asked["nonce"].native is not None:
            builder = builder.nonce(asked["nonce"].native)
        if asked["req_policy"].native is not None:
            builder = builder.policy_id(
                cryptography.x509.ObjectIdentifier(asked["req_policy"].dotted))
    for anchor in question.anchors:
        builder = builder.add_root_certificate(cryptography.x509.load_der_x509_certificate(anchor))
    for between in question.intermediates:
        builder = builder.add_intermediate_certificate(
            cryptography.x509.load_der_x509_certificate(between))
    if not response.signed_data.certificates and question.intermediates:
        builder = builder.tsa_certificate(
            cryptography.x509.load_der_x509_certificate(question.intermediates[0]))
    return builder.build().verify_message(response, question.read("content"))


async def pyhanko_token(question):
    answer = tsp.TimeStampResp.load(question.read("r.tsr"), strict=True)
    if answer["status"]["status"].native not in ("granted", "granted_with_mods"):
        return False
    content = question.read("content")
    status = await validate_tst_signed_data(
        answer["time_stamp_token"]["content"], question.context("soft-fail"),
        lambda algorithm: hashlib.new(algorithm, content).digest())
    found = TimestampSignatureStatus(**status)
    return found.intact and found.valid and found.trusted


async def pyhanko_cms(question):
    message = cms.ContentInfo.load(question.read("m.p7s"), strict=True)
    if message["content_type"].native != "signed_data":
        return False
    status = await async_validate_detached_cms(
        question.read("content"), message["content"],
        signer_validation_context=question.context("soft-fail"),
        key_usage_settings=KeyUsageConstraints(
            key_usage={"digital_signature", "non_repudiation"}, match_all_key_usages=False))
    return status.bottom_line


async def certvalidator(question):
    validator = CertificateValidator(
        x509.Certificate.load(question.read("leaf.der"), strict=True),
        validation_context=question.context("require"))
    await validator.async_validate_usage({"digital_signature"}, extended_optional=True)
    return True


ASKED = {
    "token": {"rfc3161-client": rfc3161, "pyhanko": pyhanko_token},
    "cms": {"pyhanko": pyhanko_cms},
    "path": {"pyhanko-certvalidator": certvalidator},
}


async def answer(ask, question):
    try:
        said = ask(question)
        if asyncio.iscoroutine(said):
            said = await said
        return "accepts" if said else "refuses"
    except Exception as problem:  # Whatever a validator throws is its way to refuse.
        return " ".join(f"{type(problem).__name__}: {problem}".split())[:300]


async def main():
    for folder in sorted(pathlib.Path(sys.argv[1]).iterdir(), key=lambda path: int(path.name)):
        question = Question(folder)
        for name, ask in ASKED[question.kind].items():
            print(folder.name, name, await answer(ask, question), sep="\t")


if len(sys.argv) != 2:
    sys.exit(__doc__)
asyncio.run(main())
