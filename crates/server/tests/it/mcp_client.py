"""The official client of the Model Context Protocol, as assistants use it. Reads a task as JSON, prints what it saw."""

import asyncio
import json
import sys

import mcp_types as types
from mcp import Client
from mcp.client.streamable_http import streamable_http_client
from mcp.shared._httpx_utils import create_mcp_http_client


class Assistant:
    """A client with one key. `person` is what somebody answers to questions; nobody is asked without it."""

    def __init__(self, url, key, mode, person=None):
        self.url, self.key, self.mode, self.person = url, key, mode, person
        self.asked = []

    async def answer(self, _context, params):
        self.asked.append(params.message)
        if self.person == "cancel":
            return types.ElicitResult(action="cancel")
        return types.ElicitResult(action="accept", content={"confirm": self.person == "yes"})

    async def __aenter__(self):
        http = create_mcp_http_client(headers={"Authorization": f"Bearer {self.key}"})
        transport = streamable_http_client(self.url, http_client=http)
        asks = {"elicitation_callback": self.answer} if self.person else {}
        self.client = Client(transport, mode=self.mode, **asks)
        await self.client.__aenter__()
        return self

    async def __aexit__(self, *trouble):
        await self.client.__aexit__(*trouble)

    async def tools(self):
        return sorted(tool.name for tool in (await self.client.list_tools()).tools)

    async def call(self, name, **arguments):
        result = await self.client.call_tool(name, arguments)
        kinds = [block.type for block in result.content]
        seen = {"error": bool(result.is_error), "kinds": kinds, "data": result.structured_content}
        for block in result.content:
            if block.type == "resource":
                seen["mime"] = block.resource.mime_type
                seen["bytes"] = len(getattr(block.resource, "blob", None) or block.resource.text)
        return seen


async def play(task):
    seen = {}
    for step in task["steps"]:
        async with Assistant(task["url"], step["key"], step["mode"], step.get("person")) as assistant:
            saw = {"version": str(assistant.client.protocol_version)}
            if step.get("tools"):
                saw["tools"] = await assistant.tools()
            for call in step.get("calls", []):
                try:
                    result = await assistant.call(call["tool"], **call.get("arguments", {}))
                except Exception as error:  # what the protocol refuses
                    result = {"refused": str(error)}
                saw.setdefault("calls", []).append(result)
            saw["asked"] = assistant.asked
            seen.setdefault("steps", []).append(saw)
    return seen


print(json.dumps(asyncio.run(play(json.load(sys.stdin)))))
