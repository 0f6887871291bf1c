using Sluice.Inspection.Detection.Views;

namespace Sluice.Inspection.Detection.Judging;

/// <summary>A text that a classifier is asked about.</summary>
public readonly ref struct JudgedText
{
    /// <summary>The longest stretch of an answer that is judged at once, where its policy does not hold the whole text.</summary>
    public const int Window = 1_024;

    /// <summary>The text as decoded; in a stream the stretch that is to be judged, with some of what stood before it.</summary>
    public required ReadOnlySpan<char> Text { get; init; }

    /// <summary>Where the stretch to be judged begins in <see cref="Text"/>; what stands before it was judged already. 0 for whole texts.</summary>
    public int From { get; init; }

    /// <summary>Which way it travels.</summary>
    public required Direction Direction { get; init; }

    /// <summary>Whose words it is.</summary>
    public required ContentScope Scope { get; init; }

    /// <summary>
    /// UTF-16 units of all texts of the same request that are judged beside this one, or of the same answer so far: at least the length of <see cref="Text"/>. Scores are
    /// per request, and a long one has many chances to look suspicious.
    /// </summary>
    public required long Volume { get; init; }

    /// <summary>The name of the property that holds the text, where it says something; else empty.</summary>
    public ReadOnlySpan<char> Name { get; init; }

    /// <summary>What it is of a tool's definition or call.</summary>
    public SlotPart Part { get; init; }

    /// <summary>The name of the tool that it belongs to; empty where it belongs to none, or where no name is known.</summary>
    public ReadOnlySpan<char> Tool { get; init; }

    /// <summary>Of a tool's name that is defined: the whole definition, as the JSON that it is; else empty.</summary>
    public ReadOnlySpan<byte> Definition { get; init; }

    /// <summary>Other ways to read <see cref="Text"/>, begun for it and shared by all classifiers of it: judge <see cref="TextViews.Folded"/> in place of the text,
    /// then each view. Made anew at each call where nobody began any.</summary>
    public TextViews Views { get => field ?? TextViews.Of(Text); init; }

    /// <summary>What was kept of the conversation, or null where no classifier of the policy needs any.</summary>
    public Conversation? Conversation { get; init; }
}
