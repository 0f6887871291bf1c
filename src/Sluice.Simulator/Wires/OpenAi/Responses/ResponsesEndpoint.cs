using System.Buffers;
using System.Text.Json;
using Sluice.Simulator.Answers;
using Sluice.Simulator.Requests;
using Sluice.Simulator.Storage;

namespace Sluice.Simulator.Wires.OpenAi.Responses;

/// <summary><c>/v1/responses</c>.</summary>
internal sealed class ResponsesEndpoint(ItemStore store) : IChatEndpoint
{
    public const string Kind = "response";

    public IErrorShape Errors => OpenAiErrors.Shape;

    public string IdPrefix => "resp_sim_";

    public ChatRequest Read(SimulatedExchange exchange) => JsonRequest.Read(exchange.Body, Read);

    public void WriteAnswer(IBufferWriter<byte> output, Reply reply) => JsonText.Raw(output, ResponseJson.Finished(reply).Json.Span);

    public IReplyStream OpenStream(EventOutput output, Reply reply) => new ResponseStream(output, reply);

    public void Keep(Reply reply)
    {
        if (reply.Request.Store) store.Put(new StoredItem(Kind, reply.Id, ResponseJson.Finished(reply).Json, reply.Request.Input));
    }

    private static ChatRequest Read(JsonElement body)
    {
        var input = body.At("input");
        var items = body.Items("input");
        var last = items.Count > 0 ? items[^1] : default;
        return new ChatRequest
        {
            MessagesField = "input",
            Model = body.Text("model"),
            HasMessages = items.Count > 0 || !string.IsNullOrEmpty(input.AsText()),
            LastUserText = input.AsText() ?? items.LastOf("user").At("content").PartsText(),
            ToolResult = last.Is("type", "function_call_output") ? last.At("output").PartsText() : null,
            FirstTool = body.Items("tools").Where(tool => tool.Is("type", "function")).Select(tool => tool.Text("name")).FirstOrDefault(),
            Stream = body.Flag("stream"),
            Store = body.Flag("store", otherwise: true),
            Input = InputItems(input),
        };
    }

    private static byte[] InputItems(JsonElement input) => input.ValueKind switch
    {
        JsonValueKind.Array => Verbatim.Of(input).Json.ToArray(),
        JsonValueKind.String => Verbatim.Of($$"""
            [{"id":"msg_sim_in","type":"message","status":"completed","role":"user","content":[{"type":"input_text","text":{{input.GetString()}}}]}]
            """).Json.ToArray(),
        _ => "[]"u8.ToArray(),
    };
}
