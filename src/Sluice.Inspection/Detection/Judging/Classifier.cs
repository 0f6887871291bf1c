namespace Sluice.Inspection.Detection.Judging;

/// <summary>
/// Judges what texts mean, where patterns only see shapes. Immutable once made and safe for any number of threads; allocates nothing for a text in which it finds nothing.
/// One classifier may serve several detectors: each is one of its labels.
/// </summary>
public abstract class Classifier
{
    /// <summary>What it is called in errors, for example <c>injection</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Number of labels; a finding names one of them by its index.</summary>
    public abstract int Labels { get; }

    /// <summary>What it has to know of the conversation besides the text at hand; kept for it only where a policy uses it.</summary>
    public virtual ConversationNeeds Needs => ConversationNeeds.None;

    /// <summary>
    /// Whether what it says of a text of a request follows from the text, its scope, its part and its name alone, and its scores only fall as the volume grows. A text that was
    /// clean is then not judged again when the conversation comes back with the next request.
    /// </summary>
    public virtual bool IsRepeatable => false;

    /// <summary>How many UTF-16 units before a stretch of a stream are shown again with it, so that what crosses its beginning is understood. At most 1,024.</summary>
    public virtual int LeftContext => 0;

    /// <summary>
    /// Whether a stretch of a stream that could end where a sentence or a line does ends inside something that has to be judged in one piece, such as a statement over several
    /// lines. The stretch then goes on to the next such end, and at most to the length of a window.
    /// </summary>
    /// <param name="stretch">What would be judged, without what stood before it.</param>
    public virtual bool IsOpen(ReadOnlySpan<char> stretch) => false;

    /// <summary>
    /// Judges one text, or one stretch of a text that goes on. A finding without a place is all of what was judged, and replacing it replaces all of it.
    /// </summary>
    public abstract void Judge(in JudgedText text, FindingList findings);

    /// <summary>Where the findings of <see cref="JudgeRequest"/> count: the policy's rules for this scope of requests decide on them.</summary>
    public virtual ContentScope RequestScope => ContentScope.User;

    /// <summary>
    /// Judges a request as a whole, after each of its texts was: payloads split over messages, loops of tool calls. Findings have no place in the texts, so what would replace
    /// them blocks. Called only where <see cref="Needs"/> is not empty.
    /// </summary>
    public virtual void JudgeRequest(Conversation conversation, FindingList findings)
    {
    }
}

/// <summary>What classifiers keep of a conversation.</summary>
[Flags]
public enum ConversationNeeds
{
    None = 0,

    /// <summary>The texts of scope <see cref="ContentScope.System"/>.</summary>
    System = 1,

    /// <summary>All texts, whatever their scope.</summary>
    Turns = 2,

    /// <summary>Documents and tool results: what an answer may rest on.</summary>
    Sources = 4,

    /// <summary>Tool definitions, calls and results, with the names of their tools.</summary>
    Tools = 8,

    /// <summary>The texts of scope <see cref="ContentScope.User"/>.</summary>
    Prompts = 16,
}
