using Sluice.Inspection.Detection.Judging;
using Sluice.Inspection.Dialects;
using Sluice.Inspection.Policies;
using Sluice.Inspection.Redaction;

namespace Sluice.Inspection;

/// <summary>One request and its answer: data only. Made by the gateway when the route is known, filled by the inspector, read by telemetry and audit.</summary>
public sealed class Exchange
{
    /// <summary>Most ids of calls that are remembered.</summary>
    public const int MaxAwaited = 64;

    private List<string>? _awaitedIds;

    /// <summary>The wire format, chosen by the route.</summary>
    public required IDialect Dialect { get; init; }

    /// <summary>The policy that this exchange began with; a reload does not change it.</summary>
    public required Policy Policy { get; init; }

    /// <summary>What the dialect knows of this method and path.</summary>
    public required Endpoint Endpoint { get; init; }

    /// <summary>The model the request names, or null.</summary>
    public string? Model { get; set; }

    /// <summary>The model the answer names, or null.</summary>
    public string? ResponseModel { get; set; }

    /// <summary>The caller asked for a stream.</summary>
    public bool Streaming { get; set; }

    /// <summary>The request's media type with its parameters as it came (<c>Content-Type</c>), or null.</summary>
    public string? RequestType { get; set; }

    /// <summary>The answer's media type, likewise.</summary>
    public string? AnswerType { get; set; }

    /// <summary>Why the provider's API would not take this request, or null: set by its endpoint while it reads. The request is refused with it.</summary>
    public Refusal? Invalid { get; set; }

    /// <summary>
    /// Says why the caller may not have what its request asks for, or null. Asked of each model and each parameter that aids extraction, while the request is read; null where
    /// everybody may have everything, which costs nothing.
    /// </summary>
    public Func<RequestedUse, Refusal?>? MayUse { get; set; }

    /// <summary>The request named a model, in its body or before it; kept where <see cref="MayUse"/> is asked.</summary>
    public bool ModelNamed { get; set; }

    /// <summary>Tokens as the provider counted them; zero until its usage was seen.</summary>
    public TokenUsage Usage { get; set; }

    /// <summary>Length of the request's texts as they are spelled, files not counted: what its tokens are estimated by.</summary>
    public long RequestCharacters { get; internal set; }

    /// <summary>Of it, the length of the texts that were known to be clean from requests before, and were not inspected again.</summary>
    public long KnownCharacters { get; internal set; }

    /// <summary>Length of the answer's texts that have come so far, likewise: what a broken-off answer's tokens are estimated by.</summary>
    public long AnswerCharacters { get; internal set; }

    /// <summary>The most tokens that the request wants in one answer, or null where it does not say.</summary>
    public long? MaxOutputTokens { get; internal set; }

    /// <summary>How many answers the request wants.</summary>
    public long Choices { get; internal set; } = 1;

    /// <summary>The media types that the caller takes as an answer (its <c>Accept</c>), or null where it does not say.</summary>
    public string? Accept { get; init; }

    /// <summary>
    /// The calls of the request that await an answer, where its protocol numbers them (JSON-RPC): each id as its JSON spells it. At most
    /// <see cref="MaxAwaited"/>; an error that stands for the answer names them.
    /// </summary>
    public List<string> AwaitedIds => _awaitedIds ??= [];

    /// <summary>Where the answer came from and under what path the caller asked for it; null until it is known, and for endpoints that name no addresses.</summary>
    public AnswerAddress? Address { get; set; }

    /// <summary>What was found, by direction and rule.</summary>
    public Tally Tally { get; } = new();

    /// <summary>
    /// Gives the key of the caller's placeholders (<see cref="Decision.Tokenize"/>), under which equal values of one caller get equal ones; asked once, and only where something is
    /// tokenized, as most requests hold nothing. Null or an empty key: one for this exchange alone.
    /// </summary>
    public Func<ReadOnlyMemory<byte>>? PlaceholderKey { get; init; }

    /// <summary>Most characters that the stream's lanes held back at one time, in UTF-16 units.</summary>
    public int MostHeld { get; set; }

    /// <summary>What the request's texts had in place of placeholders; null until one was made.</summary>
    internal PlaceholderMap? Placeholders { get; private set; }

    /// <summary>What classifiers keep of this conversation, or null where the policy has none that keeps anything.</summary>
    internal Conversation? Conversation { get; set; }

    /// <summary>Length of the texts of the request or the whole answer at hand, as they are spelled: what classifiers' scores are per.</summary>
    internal long Volume { get; set; }

    /// <summary>What remote judges say of its texts; null until one is to be asked.</summary>
    public RemoteVerdicts? Remote { get; private set; }

    internal RemoteVerdicts Ask() => Remote ??= new RemoteVerdicts();

    /// <summary>What a pass over a document adds to, for <see cref="Return"/>: a pass that has to wait for remote judges is made again.</summary>
    internal ExchangeMark Mark() => new(Tally.Copy(), RequestCharacters, KnownCharacters, AnswerCharacters, _awaitedIds?.Count ?? 0);

    internal void Return(ExchangeMark mark)
    {
        Tally.Restore(mark.Tally);
        RequestCharacters = mark.RequestCharacters;
        KnownCharacters = mark.KnownCharacters;
        AnswerCharacters = mark.AnswerCharacters;
        _awaitedIds?.RemoveRange(mark.AwaitedIds, _awaitedIds.Count - mark.AwaitedIds);
    }

    /// <summary>What the policy does with a text of this exchange.</summary>
    internal ScopePlan Plan(Direction direction, ContentScope scope, bool signed = false)
    {
        if (signed)
            return Policy.Plan(direction, scope, TextNature.Signed);
        return Policy.Plan(direction, scope, direction == Direction.Response && Placeholders is not null ? TextNature.Restored : TextNature.Plain);
    }

    /// <summary>The placeholder for a value of the request, or null where it already has too many.</summary>
    internal string? Tokenize(string detector, ReadOnlySpan<char> value) => (Placeholders ??= new PlaceholderMap(PlaceholderKey?.Invoke() ?? default)).Of(detector, value);
}

/// <summary>Where an exchange stood before a pass.</summary>
internal sealed record ExchangeMark(Tally Tally, long RequestCharacters, long KnownCharacters, long AnswerCharacters, int AwaitedIds);

/// <summary>Tokens as the provider reports them.</summary>
/// <param name="Input">Of the request, those from a cache included.</param>
/// <param name="Output">Of the answer, reasoning included.</param>
public readonly record struct TokenUsage(long Input, long Output)
{
    /// <summary>Of the input, what the provider had in its cache.</summary>
    public long CachedInput { get; init; }
}

/// <summary>Which way a text travels.</summary>
public enum Direction : byte
{
    Request,
    Response,
}

/// <summary>Whose words a text is.</summary>
public enum ContentScope : byte
{
    System,
    User,
    Assistant,
    Reasoning,
    ToolCall,
    ToolResult,
    Document,
}

/// <summary>What a text is of a tool's definition or call.</summary>
public enum SlotPart : byte
{
    None,

    /// <summary>The name of a tool that is called, or defined.</summary>
    ToolName,

    /// <summary>The arguments of a call, or one of them.</summary>
    ToolArguments,

    /// <summary>What a tool's definition says besides: its description, its schema.</summary>
    ToolDefinition,
}
