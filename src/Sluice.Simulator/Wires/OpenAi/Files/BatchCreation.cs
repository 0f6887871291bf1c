using Microsoft.AspNetCore.Http;
using Sluice.Simulator.Answers;
using Sluice.Simulator.Requests;
using Sluice.Simulator.Scripts;
using Sluice.Simulator.Storage;
using Sluice.Simulator.Wires.OpenAi.Responses;

namespace Sluice.Simulator.Wires.OpenAi.Files;

/// <summary><c>POST /v1/batches</c>: every line of the input file is answered at once.</summary>
internal sealed class BatchCreation(SimulatorOptions options, ItemStore store, Answering answering) : IPlainEndpoint
{
    public const string Kind = "batch";

    private readonly Dictionary<string, IChatEndpoint> _endpoints = new(StringComparer.Ordinal)
    {
        ["/v1/chat/completions"] = new ChatCompletions(store),
        ["/v1/completions"] = new Completions(),
        ["/v1/responses"] = new ResponsesEndpoint(store),
    };

    public IErrorShape Errors => OpenAiErrors.Shape;

    public PlainAnswer Answer(SimulatedExchange exchange, Script script)
    {
        var body = JsonRequest.ReadObject(exchange.Body);
        string path = body.Text("endpoint") ?? "";
        if (!_endpoints.TryGetValue(path, out var endpoint)) throw RequestProblemException.Bad("endpoint", $"must be one of {string.Join(", ", _endpoints.Keys)}");
        string inputId = body.Text("input_file_id") ?? throw RequestProblemException.Bad("input_file_id", "must be a string");
        var input = StoredAnswer.Find(store, FileUpload.Kind, inputId);
        var (output, lines, failed) = AnswerLines(exchange, endpoint, input.Content);
        var file = FileUpload.Put(options, store, "batch_output.jsonl", "batch_output", output);

        string id = $"batch_sim_{store.NextNumber()}";
        long now = options.TimeProvider.GetUtcNow().ToUnixTimeSeconds();
        var json = Verbatim.Of(
            $$$"""
            {"id":{{{id}}},"object":"batch","endpoint":{{{path}}},"errors":null,"input_file_id":{{{inputId}}},"completion_window":"24h",
            "status":"completed","output_file_id":{{{file.Id}}},"error_file_id":null,"created_at":{{{now}}},"in_progress_at":{{{now}}},
            "completed_at":{{{now}}},"request_counts":{"total":{{{lines}}},"completed":{{{lines - failed}}},"failed":{{{failed}}}},"metadata":null}
            """);
        store.Put(new StoredItem(Kind, id, json.Json));
        return new PlainAnswer(json.Json);
    }

    private (byte[] Output, int Lines, int Failed) AnswerLines(SimulatedExchange exchange, IChatEndpoint endpoint, ReadOnlyMemory<byte> input)
    {
        var output = new ByteBuffer(options.MaxAnswerBytes);
        int lines = 0, failed = 0;
        try
        {
            foreach (var range in input.Span.Split((byte)'\n'))
            {
                var line = input[range];
                if (line.Span.Trim(" \r\t"u8).IsEmpty) continue;
                lines++;
                if (!AnswerLine(exchange, endpoint, line, output)) failed++;
            }

            return (output.Written.ToArray(), lines, failed);
        }
        catch (ByteBufferFullException)
        {
            throw RequestProblemException.Bad("input_file_id", $"the output would have more than {options.MaxAnswerBytes} bytes");
        }
        finally
        {
            output.Dispose();
        }
    }

    private bool AnswerLine(SimulatedExchange exchange, IChatEndpoint endpoint, ReadOnlyMemory<byte> line, ByteBuffer output)
    {
        string? customId = null;
        int status = StatusCodes.Status200OK;
        using var answer = new ByteBuffer(options.MaxAnswerBytes);
        try
        {
            var request = JsonRequest.ReadObject(line);
            customId = request.Text("custom_id");
            var inner = new SimulatedExchange(exchange.Context, exchange.Path, exchange.Ended) { Body = Verbatim.Of(request.At("body")).Json };
            var chat = endpoint.Read(inner);
            var reply = answering.Compose(endpoint, chat, inner.Body.Length);
            if (reply.Script.Error is { } error)
            {
                status = error.Status;
                JsonText.Raw(answer, error.Body ?? Errors.ForStatus(status));
            }
            else
            {
                endpoint.WriteAnswer(answer, reply);
            }
        }
        catch (RequestProblemException problem)
        {
            status = problem.Status;
            answer.Clear();
            JsonText.Raw(answer, Errors.For(problem));
        }

        string id = $"batch_req_sim_{store.NextNumber()}";
        output.Json(
            $$$"""
            {"id":{{{id}}},"custom_id":{{{customId}}},"response":{"status_code":{{{status}}},"request_id":{{{id}}},
            "body":{{{new Verbatim(answer.Written)}}}},"error":null}
            """);
        JsonText.Raw(output, "\n"u8);
        return status == StatusCodes.Status200OK;
    }
}
