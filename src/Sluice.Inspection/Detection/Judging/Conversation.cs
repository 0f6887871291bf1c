namespace Sluice.Inspection.Detection.Judging;

/// <summary>What is kept of a request for the classifiers that judge more than one text, for as long as its exchange lasts. Bounded: the oldest texts go first.</summary>
/// <param name="needs">What is kept.</param>
public sealed class Conversation(ConversationNeeds needs)
{
    /// <summary>Most UTF-16 units that one exchange keeps.</summary>
    public const int MaxUnits = 1 << 20;

    /// <summary>Where only the prompts are kept, most units of them.</summary>
    public const int MaxPromptUnits = 2_048;

    /// <summary>Where only the prompts are kept, a longer one is kept as this many units of its beginning and as many of its end: what stands next to other prompts.</summary>
    public const int PromptEnd = 256;

    private readonly bool _onlyPrompts = needs == ConversationNeeds.Prompts;
    private readonly int _most = needs == ConversationNeeds.Prompts ? MaxPromptUnits : MaxUnits;
    private readonly LinkedList<ConversationText> _texts = new();
    private readonly Dictionary<Type, object> _made = [];
    private int _units;

    /// <summary>Texts in the order of their request; those of an answer behind them.</summary>
    public IReadOnlyCollection<ConversationText> Texts => _texts;

    /// <summary>UTF-16 units of all texts of the request, kept or not: what scores are per.</summary>
    public long Volume { get; private set; }

    /// <summary>Texts were dropped, as there were more than <see cref="MaxUnits"/>.</summary>
    public bool Truncated { get; private set; }

    /// <summary>What a classifier has made of this conversation: made once, when it is asked for first. Not thread-safe, as an exchange is not.</summary>
    public T Made<T>(Func<Conversation, T> make)
        where T : class
    {
        if (_made.TryGetValue(typeof(T), out object? made))
            return (T)made;
        T fresh = make(this);
        _made.Add(typeof(T), fresh);
        return fresh;
    }

    /// <summary>Keeps a text if any classifier needs it.</summary>
    internal void Add(
        Direction direction, ContentScope scope, ReadOnlySpan<char> name, ReadOnlySpan<char> text, SlotPart part = SlotPart.None, ReadOnlySpan<char> tool = default, int call = 0)
    {
        if (direction != Direction.Request)
            return;
        Count(text.Length);
        if (text.IsEmpty || !Keeps(scope, part))
            return;
        if (text.Length > MaxUnits)
        {
            text = text[..MaxUnits];
            Truncated = true;
        }

        string kept = _onlyPrompts && text.Length > 2 * PromptEnd ? string.Concat(text[..PromptEnd], text[^PromptEnd..]) : text.ToString();
        _texts.AddLast(new ConversationText(direction, scope, name.ToString(), kept) { Part = part, Tool = tool.ToString(), Call = call });
        _units += kept.Length;
        while (_units > _most && _texts.First is { } oldest)
        {
            _units -= oldest.Value.Text.Length;
            _texts.RemoveFirst();
            Truncated = true;
        }
    }

    /// <summary>A text of the request is there that need not be kept.</summary>
    internal void Count(int units) => Volume += units;

    /// <summary>Whether any classifier needs the texts of a scope.</summary>
    internal bool Keeps(ContentScope scope, SlotPart part)
    {
        ConversationNeeds kind = scope switch
        {
            _ when part is SlotPart.ToolName or SlotPart.ToolDefinition => ConversationNeeds.Tools,
            ContentScope.System => ConversationNeeds.System,
            ContentScope.Document => ConversationNeeds.Sources,
            ContentScope.ToolResult => ConversationNeeds.Sources | ConversationNeeds.Tools,
            ContentScope.ToolCall => ConversationNeeds.Tools,
            ContentScope.User => ConversationNeeds.Prompts,
            _ => ConversationNeeds.None,
        };
        return ((kind | ConversationNeeds.Turns) & needs) != ConversationNeeds.None;
    }
}

/// <summary>One text of a conversation.</summary>
/// <param name="Direction">Which way it travelled.</param>
/// <param name="Scope">Whose words it is.</param>
/// <param name="Name">The name of the property that held it, where it says something.</param>
/// <param name="Text">The text.</param>
public sealed record ConversationText(Direction Direction, ContentScope Scope, string Name, string Text)
{
    /// <summary>What it is of a tool's definition or call.</summary>
    public SlotPart Part { get; init; }

    /// <summary>The name of the tool that it belongs to; empty where none is known.</summary>
    public string Tool { get; init; } = "";

    /// <summary>Tells calls of one request apart: equal for the texts of one.</summary>
    public int Call { get; init; }
}
