namespace Sluice.Inspection.Dialects.Gemini;

/// <summary>What one stream's events say beside their texts. Not thread-safe.</summary>
internal sealed class GeminiProgress
{
    /// <summary>Paths that are kept; a stream has as many lanes at most by default.</summary>
    private const int MostPaths = 1_024;

    private readonly Dictionary<int, string> _paths = [];

    /// <summary>Candidates that the event at hand finishes, and the room that each has.</summary>
    public List<CandidateTail> Tails { get; } = [];

    /// <summary>The event at hand has a call whose arguments are complete.</summary>
    public bool CallEnds { get; set; }

    /// <summary>The partial arguments that nothing has ended yet: the choice that each stands for, and its candidate.</summary>
    public Dictionary<int, int> Arguments { get; } = [];

    public void Begin()
    {
        Tails.Clear();
        CallEnds = false;
    }

    /// <summary>Remembers where an argument belongs; returns the number that its lane has.</summary>
    public int Remember(string path)
    {
        int number = NumberOf(path);
        if (_paths.Count < MostPaths)
            _paths.TryAdd(number, path);
        return number;
    }

    public string PathOf(int number) => _paths.GetValueOrDefault(number) ?? "$";

    public static int NumberOf(string? path) => string.GetHashCode(path, StringComparison.Ordinal);
}
