namespace Sluice.Inspection.Dialects.Gemini;

/// <summary>What a content says of itself, and where a part can be added to it.</summary>
/// <param name="Role">Whose words it is by its role; the caller's own scope where it names none.</param>
/// <param name="Room">What to write at <paramref name="Start"/> so that the content has another part.</param>
/// <param name="Start">The byte behind the bracket or brace where it goes, or -1.</param>
/// <param name="IsBlank">Nothing follows there before the closing one.</param>
internal readonly record struct ContentPlace(ContentScope Role, TailRoom Room = TailRoom.None, int Start = -1, bool IsBlank = false);

/// <summary>What has to be written so that a finishing candidate has another part.</summary>
internal enum TailRoom : byte
{
    /// <summary>There is no room.</summary>
    None,

    /// <summary>The part: <c>parts</c> is there.</summary>
    Part,

    /// <summary>The <c>parts</c>: the content has none.</summary>
    Parts,

    /// <summary>The <c>content</c>: the candidate has none.</summary>
    Content,
}

/// <summary>The room for the end of a candidate's text.</summary>
/// <param name="Candidate">Index of the candidate.</param>
/// <param name="Room">What it takes.</param>
internal readonly record struct CandidateTail(int Candidate, TailRoom Room);
