namespace Sluice.Simulator.Scripts;

/// <summary>How to answer one request, as <see cref="ScriptReader"/> read it. docs/simulator.md describes every field.</summary>
internal sealed record Script
{
    public static Script None { get; } = new();

    public IReadOnlyList<string>? Replies { get; init; }

    public Cutting Cut { get; init; } = Cutting.Words;

    public IReadOnlyList<ScriptPause> Pauses { get; init; } = [];

    public IReadOnlyList<ScriptToolCall> ToolCalls { get; init; } = [];

    public string? Reasoning { get; init; }

    public string? Refusal { get; init; }

    public ScriptUsage? Usage { get; init; }

    /// <summary>Quotes what arrived with a space behind every character, so that nothing on the way back takes it for anything.</summary>
    public bool Spell { get; init; }

    public bool OmitUsage { get; init; }

    public bool Logprobs { get; init; }

    public string? Finish { get; init; }

    public ScriptError? Error { get; init; }

    public ScriptStreamError? ErrorAfterDelta { get; init; }

    /// <summary>Cut the connection after so many deltas; -1 cuts before the headers.</summary>
    public int? CutAfterDelta { get; init; }

    public bool OmitDone { get; init; }

    /// <summary>Whether an answer of MCP is a stream; null leaves it to the request.</summary>
    public bool? Stream { get; init; }

    /// <summary>The answer's <c>Content-Encoding</c>; null sends none.</summary>
    public string? Encoding { get; init; }

    public string NewLine { get; init; } = "\n";

    public string? Comment { get; init; }

    public bool SpaceAfterColon { get; init; } = true;

    public bool BlankEvents { get; init; }

    public IReadOnlyList<string>? RawEvents { get; init; }

    public ScriptRawBody? RawBody { get; init; }

    public bool EscapeUnicode { get; init; }

    /// <summary>Bytes per write; 0 writes whole events.</summary>
    public int TcpChunk { get; init; }

    public ScriptExtra Extra { get; init; } = new([], [], []);

    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>Whether the script says itself what stands in the body, so that it can answer on any path.</summary>
    public bool IsRaw => RawBody is not null || RawEvents is not null || Error is not null;
}

/// <summary>Wait when <paramref name="AfterDelta"/> deltas are out (-1: before the headers), for a time or at a gate.</summary>
internal sealed record ScriptPause(int AfterDelta, TimeSpan Time, string? Gate);

/// <summary>A call of a tool; the arguments are the text of a JSON value, valid or not.</summary>
internal sealed record ScriptToolCall(string Id, string Name, string Arguments);

/// <summary>Token counts to report.</summary>
internal sealed record ScriptUsage(int Prompt, int Completion);

/// <summary>An answer that fails before it begins; without a body it says what the vendor would say.</summary>
internal sealed record ScriptError(int Status, byte[]? Body, string? RetryAfter);

/// <summary>A stream that breaks off with an error event; without a body it says what the vendor would say.</summary>
internal sealed record ScriptStreamError(int After, byte[]? Body);

/// <summary>A literal body.</summary>
internal sealed record ScriptRawBody(byte[] Body, string ContentType, int Status);

/// <summary>Fields that no dialect knows, as JSON text with a comma before each, for three places.</summary>
internal sealed record ScriptExtra(byte[] Top, byte[] Choice, byte[] Message);
