using System.Text.Json;

namespace Sluice.Simulator.Scripts;

/// <summary>Reads a script from JSON. Unknown fields are refused: a typing mistake in a test must not pass for a default.</summary>
internal sealed class ScriptReader(SimulatorOptions options, bool hasGates)
{
    private const int MaxItems = 10_000;
    private static readonly string[] Encodings = ["identity", "gzip", "deflate", "br", "zstd"];

    private readonly ScriptPartReader _parts = new(options, hasGates);

    public Script Read(JsonElement json, string path)
    {
        var script = new Script();
        foreach (var (name, field) in new ScriptField(json, path).Fields()) script = Set(script, name, field);
        CheckLength(script, path);
        return script;
    }

    private Script Set(Script script, string name, ScriptField field) => name switch
    {
        "reply" => script with { Replies = [ReplyText(field)] },
        "replies" => script with { Replies = Replies(field) },
        "cut" => script with { Cut = ScriptPartReader.Cut(field) },
        "pauses" => script with { Pauses = _parts.Pauses(field) },
        "toolCalls" => script with { ToolCalls = ScriptPartReader.ToolCalls(field) },
        "reasoning" => script with { Reasoning = ReplyText(field) },
        "refusal" => script with { Refusal = ReplyText(field) },
        "usage" when field.Kind == JsonValueKind.Null => script with { OmitUsage = true },
        "usage" => script with { Usage = ScriptPartReader.Usage(field) },
        "logprobs" => script with { Logprobs = field.Flag() },
        "finish" => script with { Finish = field.Text(100) },
        "error" => script with { Error = ScriptPartReader.Error(field) },
        "errorAfterDelta" => script with { ErrorAfterDelta = ScriptPartReader.StreamError(field) },
        "cutAfterDelta" => script with { CutAfterDelta = field.Number(-1, int.MaxValue) },
        "stream" => script with { Stream = field.Flag() },
        "spell" => script with { Spell = field.Flag() },
        "omitDone" => script with { OmitDone = field.Flag() },
        _ => SetBytes(script, name, field),
    };

    private static Script SetBytes(Script script, string name, ScriptField field) => name switch
    {
        "gzip" => field.Flag() ? script with { Encoding = "gzip" } : script,
        "encoding" => script with { Encoding = Encoding(field) },
        "newline" => script with { NewLine = NewLine(field) },
        "comments" => script with { Comment = Comment(field) },
        "spaceAfterColon" => script with { SpaceAfterColon = field.Flag() },
        "blankEvents" => script with { BlankEvents = field.Flag() },
        "rawEvents" => script with { RawEvents = field.Items(MaxItems).ConvertAll(item => item.Text()) },
        "rawBody" => script with { RawBody = ScriptPartReader.RawBody(field) },
        "escapeUnicode" => script with { EscapeUnicode = field.Flag() },
        "tcpChunk" => script with { TcpChunk = field.Number(1, 1_000_000) },
        "extra" => script with { Extra = ScriptPartReader.Extra(field) },
        "headers" => script with { Headers = ScriptPartReader.Headers(field) },
        _ => throw field.Wrong("is not a field of a script; docs/simulator.md lists them"),
    };

    private static string ReplyText(ScriptField field) => PlantedText.Fill(field.Text());

    private static List<string> Replies(ScriptField field)
    {
        var replies = field.Items(128).ConvertAll(ReplyText);
        return replies.Count > 0 ? replies : throw field.Wrong("must have at least one element");
    }

    private static string Encoding(ScriptField field)
    {
        string name = field.Text(20);
        return Encodings.Contains(name, StringComparer.Ordinal) ? name : throw field.Wrong($"must be one of {string.Join(", ", Encodings)}");
    }

    private static string NewLine(ScriptField field) =>
        field.Text(10) is var text && text is "\n" or "\r\n" or "\r" ? text : throw field.Wrong("must be \"\\n\", \"\\r\\n\" or \"\\r\"");

    private static string? Comment(ScriptField field)
    {
        if (field.Kind is JsonValueKind.True or JsonValueKind.False) return field.Flag() ? " keep-alive" : null;
        string text = field.Text(1000);
        return text.AsSpan().IndexOfAny('\r', '\n') < 0 ? text : throw field.Wrong("must be one line");
    }

    private void CheckLength(Script script, string path)
    {
        long length = (script.Reasoning?.Length ?? 0L) + (script.Refusal?.Length ?? 0L) + (script.RawBody?.Body.Length ?? 0L);
        length += script.Replies?.Sum(reply => (long)reply.Length) ?? 0;
        length += script.RawEvents?.Sum(text => (long)text.Length) ?? 0;
        length += script.ToolCalls.Sum(call => (long)call.Arguments.Length + call.Name.Length + call.Id.Length);
        if (length > options.MaxReplyCharacters)
            throw new ScriptField(default, path).Wrong($"asks for {length} characters; the most is {options.MaxReplyCharacters}");
    }
}
