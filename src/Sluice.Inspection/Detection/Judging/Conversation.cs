namespace Sluice.Inspection.Detection.Judging;

/// <summary>What is kept of a request for the classifiers that judge more than one text, for as long as its exchange lasts. Bounded: the oldest texts go first.</summary>
/// <param name="needs">What is kept.</param>
public sealed class Conversation(ConversationNeeds needs)
{
    /// <summary>Most UTF-16 units that one exchange keeps.</summary>
    public const int MaxUnits = 1 << 20;

    private readonly LinkedList<ConversationText> _texts = new();
    private int _units;

    /// <summary>Texts in the order of their request; those of an answer behind them.</summary>
    public IReadOnlyCollection<ConversationText> Texts => _texts;

    /// <summary>Texts were dropped, as there were more than <see cref="MaxUnits"/>.</summary>
    public bool Truncated { get; private set; }

    /// <summary>Keeps a text if any classifier needs it.</summary>
    internal void Add(Direction direction, ContentScope scope, ReadOnlySpan<char> name, ReadOnlySpan<char> text)
    {
        if (text.IsEmpty || !Wants(direction, scope))
            return;
        if (text.Length > MaxUnits)
        {
            text = text[..MaxUnits];
            Truncated = true;
        }

        _texts.AddLast(new ConversationText(direction, scope, name.ToString(), text.ToString()));
        _units += text.Length;
        while (_units > MaxUnits && _texts.First is { } oldest)
        {
            _units -= oldest.Value.Text.Length;
            _texts.RemoveFirst();
            Truncated = true;
        }
    }

    private bool Wants(Direction direction, ContentScope scope)
    {
        ConversationNeeds kind = scope switch
        {
            ContentScope.System => ConversationNeeds.System,
            ContentScope.Document => ConversationNeeds.Sources,
            ContentScope.ToolResult => ConversationNeeds.Sources | ConversationNeeds.Tools,
            ContentScope.ToolCall => ConversationNeeds.Tools,
            _ => ConversationNeeds.None,
        };
        return direction == Direction.Request && ((kind | ConversationNeeds.Turns) & needs) != ConversationNeeds.None;
    }
}

/// <summary>One text of a conversation.</summary>
/// <param name="Direction">Which way it travelled.</param>
/// <param name="Scope">Whose words it is.</param>
/// <param name="Name">The name of the property that held it, where it says something.</param>
/// <param name="Text">The text.</param>
public sealed record ConversationText(Direction Direction, ContentScope Scope, string Name, string Text);
