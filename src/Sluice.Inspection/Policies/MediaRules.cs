namespace Sluice.Inspection.Policies;

/// <summary>What a policy does with files and with addresses of files: decided by kind, not by what they say.</summary>
internal sealed class MediaRules(Decision[] decisions)
{
    /// <summary>Addresses of files that the provider is to fetch, where <see cref="RemoteUrlRules"/> do not allow them.</summary>
    public const string RemoteUrl = "media/remote-url";

    /// <summary>The detectors of files, in the order of <see cref="MediaKind"/>.</summary>
    public static IReadOnlyList<string> Detectors { get; } = ["media/image", "media/audio", "media/video", "media/document", "media/binary"];

    /// <summary>The words of <c>In</c> that name a kind, in the same order.</summary>
    public static IReadOnlyList<string> Words { get; } = ["image", "audio", "video", "file", "binary"];

    public static MediaRules None { get; } = new(new Decision[Detectors.Count]);

    public bool IsEmpty => Array.TrueForAll(decisions, d => d == Decision.None);

    public Decision For(MediaKind kind) => (int)kind < decisions.Length ? decisions[(int)kind] : Decision.None;

    public static string NameOf(MediaKind kind) => Detectors[(int)kind];

    public static bool IsMedia(string detector) => Detectors.Contains(detector, StringComparer.OrdinalIgnoreCase);

    /// <summary>The detectors of the kinds that <paramref name="words"/> name, or null where one of them names none.</summary>
    public static List<string>? OfWords(IReadOnlyList<string> words)
    {
        List<string> named = [];
        foreach (string word in words)
        {
            int kind = Words.ToList().FindIndex(w => w.Equals(word, StringComparison.OrdinalIgnoreCase));
            if (kind < 0)
                return null;
            named.Add(Detectors[kind]);
        }

        return named;
    }
}
