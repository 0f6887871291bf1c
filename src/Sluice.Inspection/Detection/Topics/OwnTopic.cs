using Sluice.Inspection.Detection.Judging;
using Sluice.Inspection.Policies;

namespace Sluice.Inspection.Detection.Topics;

/// <summary>
/// A topic that the user names and describes by examples. A sentence is on it when it is nearer to the examples, in words, in words of like meaning and in their letters, than ordinary
/// sentences are. It compares words, not meanings: what is said in quite other words is not found, and what uses the topic's words for something else is.
/// </summary>
internal sealed class OwnTopic : Classifier
{
    private const int LongestTopic = 100;
    private const int LongestText = 250;
    private const int MostExamples = 50;

    /// <summary>Units of one sentence, about: so many chances a request has.</summary>
    private const int Sentence = 80;

    /// <summary>Fewer words say nothing of a subject: thanks, a yes, a name.</summary>
    private const int FewWords = 3;

    /// <summary>So many words of a sentence say what it is about.</summary>
    private const int ManyWords = 4;

    private readonly TopicVectors _texts;
    private readonly TopicScale _scale;
    private readonly bool _only;

    /// <param name="topic">Its name.</param>
    /// <param name="description">What it is, or nothing.</param>
    /// <param name="examples">Texts on it.</param>
    /// <param name="only">What is not on the topic is found.</param>
    public OwnTopic(string topic, string? description, IReadOnlyList<string> examples, bool only)
    {
        _only = only;
        List<Dictionary<uint, float>> parts = [TopicVectors.Of(topic), .. examples.Select(TopicVectors.Of)];
        if (!string.IsNullOrWhiteSpace(description))
            parts.Add(TopicVectors.Of(description));
        parts.RemoveAll(p => p.Count == 0);
        _texts = new TopicVectors(parts);
        _scale = new TopicScale(TopicBackground.Subjects.Select(s => s.Select(Nearest).ToArray()));
    }

    public override string Name => "topic";

    public override int Labels => 1;

    public override bool IsRepeatable => true;

    public override void Judge(in JudgedText text, FindingList findings)
    {
        if (text.Part != SlotPart.None)
            return; // a name of a tool, or a path in its arguments, is no talk
        double share = 1;
        int words = 0;
        int at = text.From;
        Span<TopicFeature> room = stackalloc TopicFeature[TopicFeatures.Most];
        while (at < text.Text.Length)
        {
            at = TopicFeatures.Read(text.Text, at, room, WordWeights.Usual, out TopicFeatures read);
            words += read.Words;
            share = Math.Min(share, _scale.Share(Near(read)));
        }

        double score = _only ? Off(share, words) : Math.Pow(1 - share, Math.Max(1, (double)text.Volume / Sentence));
        if (score >= 0.5)
            findings.Add(0, score);
    }

    /// <summary>The detector of <see cref="DetectorOptions.Topic"/>, or null and what is wrong in <paramref name="errors"/>.</summary>
    public static Detector? Build(string name, string key, DetectorOptions options, List<ConfigurationError> errors)
    {
        int before = errors.Count;
        if (options.Topic!.Length is 0 or > LongestTopic)
            errors.Add(new ConfigurationError($"{key}:Topic", $"has 1 to {LongestTopic} characters"));
        if (options.Description is { Length: > LongestText })
            errors.Add(new ConfigurationError($"{key}:Description", $"has at most {LongestText} characters"));
        if (options.Examples.Count > MostExamples || options.Examples.Any(e => e.Length is 0 or > LongestText))
            errors.Add(new ConfigurationError($"{key}:Examples", $"at most {MostExamples}, each of 1 to {LongestText} characters"));
        if (options.Examples.Count < 2 && string.IsNullOrWhiteSpace(options.Description))
            errors.Add(new ConfigurationError($"{key}:Examples", "give at least two examples, or a description: a name alone tells too little"));
        if (TopicVectors.Of(string.Join('\n', options.Examples.Append(options.Topic))).Count == 0)
            errors.Add(new ConfigurationError($"{key}:Topic", "has no word that says what it is about"));
        return errors.Count > before ? null : Detector.Judging(name, "", new OwnTopic(options.Topic, options.Description, options.Examples, options.Only), label: 0);
    }

    /// <summary>How surely a text that is as near as this, at its nearest, is not on the topic. Set by hand: what honest texts on it look like is known from a few examples only.</summary>
    private static double Off(double share, int words) => words < FewWords ? 0 : share switch
    {
        >= 0.5 => 0.9995,
        >= 0.25 => 0.999,
        >= 0.12 => 0.995,
        > 0.05 => 0.95,
        _ => 0,
    };

    private float Nearest(string sentence)
    {
        TopicFeature[] room = new TopicFeature[TopicFeatures.Most];
        TopicFeatures.Read(sentence, 0, room, WordWeights.Usual, out TopicFeatures read);
        return Near(read);
    }

    /// <summary>How near a sentence is; less where it has so few words that one of them decides.</summary>
    private float Near(in TopicFeatures sentence) => _texts.Near(sentence.Features) * MathF.Sqrt(Math.Min(1, sentence.Words / (float)ManyWords));
}
