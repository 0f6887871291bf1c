using System.Globalization;
using System.Text.Json;
using Sluice.Simulator.Answers;
using Sluice.Simulator.Requests;
using Sluice.Simulator.Scripts;
using Sluice.Simulator.Storage;

namespace Sluice.Simulator.Wires.Anthropic;

/// <summary><c>POST /v1/messages/batches</c>: every request in it is answered at once.</summary>
internal sealed class MessageBatches(SimulatorOptions options, ItemStore store, Answering answering) : IPlainEndpoint
{
    public const string Kind = "message_batch";

    private readonly Messages _messages = new();

    public IErrorShape Errors => AnthropicErrors.Shape;

    public PlainAnswer Answer(SimulatedExchange exchange, Script script)
    {
        var requests = JsonRequest.ReadObject(exchange.Body).Items("requests");
        if (requests.Count == 0) throw RequestProblemException.Bad("requests", "at least one request is required");
        var (results, errored) = AnswerAll(requests);

        string id = $"msgbatch_sim_{store.NextNumber()}";
        string now = options.TimeProvider.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        var json = Verbatim.Of(
            $$$"""
            {"id":{{{id}}},"type":"message_batch","processing_status":"ended","request_counts":{"processing":0,
            "succeeded":{{{requests.Count - errored}}},"errored":{{{errored}}},"canceled":0,"expired":0},"ended_at":{{{now}}},
            "created_at":{{{now}}},"expires_at":{{{now}}},"archived_at":null,"cancel_initiated_at":null,
            "results_url":{{{ResultsUrl(exchange, id)}}}}
            """);
        store.Put(new StoredItem(Kind, id, json.Json, results));
        return new PlainAnswer(json.Json);
    }

    /// <summary>Clients follow this address, so that it leads back the way they came.</summary>
    private static string ResultsUrl(SimulatedExchange exchange, string id) =>
        $"{exchange.Request.Scheme}://{exchange.Request.Host}{exchange.Request.PathBase}{exchange.Request.Path}/{id}/results";

    private (byte[] Results, int Errored) AnswerAll(IReadOnlyList<JsonElement> requests)
    {
        using var output = new ByteBuffer(options.MaxAnswerBytes);
        int errored = 0;
        try
        {
            foreach (var request in requests)
            {
                var (type, field, answer) = AnswerOne(request.At("params"));
                if (type is "errored") errored++;
                output.Json($$$"""{"custom_id":{{{request.Text("custom_id")}}},"result":{"type":{{{type}}},{{{field}}}:{{{answer}}}}}""");
                JsonText.Raw(output, "\n"u8);
            }
        }
        catch (ByteBufferFullException)
        {
            throw RequestProblemException.Bad("requests", $"the results would have more than {options.MaxAnswerBytes} bytes");
        }

        return (output.Written.ToArray(), errored);
    }

    private (string Type, string Field, Verbatim Answer) AnswerOne(JsonElement parameters)
    {
        try
        {
            var body = parameters.ValueKind == JsonValueKind.Object ? Verbatim.Of(parameters).Json : throw RequestProblemException.Bad("params", "must be an object");
            var reply = answering.Compose(_messages, JsonRequest.Read(body, Messages.Read), body.Length);
            if (reply.Script.Error is { } error) return ("errored", "error", new Verbatim(error.Body ?? Errors.ForStatus(error.Status)));
            return ("succeeded", "message", Messages.Answer(reply));
        }
        catch (RequestProblemException problem)
        {
            return ("errored", "error", new Verbatim(Errors.For(problem)));
        }
    }
}
