#!/bin/sh
# The formatter's own rules, strictly.
swift format lint --strict --recursive --parallel Sources Tests Package.swift
