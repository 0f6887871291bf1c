using System.Text;
using Sluice.Inspection.Detection;
using Sluice.Inspection.Detection.Views;
using Sluice.Inspection.Matching;

namespace Sluice.Inspection.Tests.Detection.Views;

/// <summary>Whatever a text holds and however it is cut, the rules find the same in its views as they find in those of the whole text.</summary>
public sealed class ViewCursorTests
{
    private static readonly PatternSet Set = PatternSet.Compile([.. DetectorCatalog.All.SelectMany(d => d.Rules)]);

    private static readonly RuleRole[] Roles = [.. Set.Rules.Select(r => r.Name.StartsWith("pii/ip", StringComparison.Ordinal) ? RuleRole.Exempt : RuleRole.Act)];

    private static readonly string[] Values =
    [
        "AKIA" + "IOSFODNN7EXAMPLE", "4111111111111111", "4111 1111 1111 1111", "jane.doe@example.com", "GB82 WEST 1234 5698 7654 32", "192.168.1.1", "password: hunter2!x",
        "-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7\n-----END PRIVATE KEY-----", "+49 30 1234567", "http://user:pass9word@host/x",
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U",
    ];

    private static readonly string[] Noise =
    [
        " ", " ", "\n", "\r\n", ". ", "the ", "and ", "Maybe ", "API ", "=", "==", "/", "-", "_", "+", "%", "%4", "%41", "\\", "\\u", "\\u00", "&", "&#", "&#6", "&amp;", "\u200B", "\uFE0F", "\u0301",
        "\ud83d", "\udc4d", "\ud83d\udc4d", "\ud835", "\udfd7", "\ud835\udfd7", "\udb40", "\udc41", "\u041f\u0440", "\uff14\uff11", "\u4eca\u65e5", "QUtJQ", "NDExMT", "NDExMTExMTEx", "343131", "41", "LS0tLS1CRUdJTiBQUklWQVRFIEtFWS0tLS0t",
        "AKIA", "4111", "password=", "key: ", new string('\u200B', 20), new string('\u200D', 40), "0x", "a1b2c3d4",
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Cut_and_whole_give_the_same(int seed)
    {
        Random random = new(seed);
        using PatternViews views = new();
        for (int round = 0; round < 150; round++)
        {
            string text = RandomText(random);
            string context = random.Next(4) == 0 ? "api_key: " : "";
            string whole = Whole(views, text, context);
            for (int cutting = 0; cutting < 4; cutting++)
                Assert.Equal(whole, Cut(random, text, context, cutting));
        }
    }

    [Fact]
    public void Every_cut_of_every_hidden_value_gives_the_same()
    {
        using PatternViews views = new();
        foreach ((_, Func<string, string> write) in Hidden.InStreams)
        {
            string text = $"key={write(Values[0])}; {write(Values[1])}";
            string whole = Whole(views, text, "");
            for (int at = 1; at < text.Length; at++)
            {
                List<string> seen = [];
                using ViewCursor cursor = new(Set, Roles);
                MatchBuffer found = new();
                cursor.Scan(text.AsSpan(0, at), end: false, found);
                Note(seen, found, 0);
                int released = cursor.HoldFrom;
                cursor.Rebase(released);
                found.Clear();
                cursor.Scan(text.AsSpan(released), end: true, found);
                Note(seen, found, released);
                Assert.Equal(whole, string.Join('\n', seen));
            }
        }
    }

    [Theory]
    [InlineData(5)]
    [InlineData(6)]
    public void A_plain_text_is_held_no_longer_than_its_rules_hold_it(int seed)
    {
        string[] words =
        [
            "the", "and", "Maybe", "about", "be", "by", "do", "Please", "a", "I", "could", "answer", "It", "Paris", "because", "don't", "first,", "end.", "(see", "below)", "x = y;", "if (a < b)", "return", "e.g.",
            "Zebra", "Yes!", "under", "code:", "&", "%", "\\n", "internationalization", "well-known", "and/or", "snake_case_name",
        ];
        Random random = new(seed);
        for (int round = 0; round < 50; round++)
        {
            using ViewCursor cursor = new(Set, Roles);
            MatchCursor plain = new(Set, Roles);
            cursor.Reset();
            StringBuilder window = new();
            MatchBuffer found = new();
            for (int i = 0; i < 40; i++)
            {
                string word = words[random.Next(words.Length)];
                int cut = random.Next(word.Length);
                foreach (string part in (string[])[word[..cut], word[cut..], " "])
                {
                    window.Append(part);
                    found.Clear();
                    cursor.Scan(window.ToString(), end: false, found);
                    plain.Scan(window.ToString(), end: false, found);
                    Assert.True(plain.HoldFrom == cursor.HoldFrom, $"{plain.HoldFrom} {cursor.HoldFrom} of {window}");
                }
            }
        }
    }

    [Fact]
    public void An_endless_run_is_held_up_to_the_stated_bound_and_no_further()
    {
        using ViewCursor cursor = new(Set, Roles);
        MatchBuffer found = new();
        StringBuilder window = new(Hidden.Base64("-----BEGIN PRIVATE KEY-----"));
        int most = 0;
        bool overflow = false;
        for (int i = 0; i < 400; i++)
        {
            window.Append(Hidden.Base64("MIIEvQIBADANBgkqhkiG9w0BAQEFAASC"[..30]));
            found.Clear();
            cursor.Scan(window.ToString(), end: false, found);
            overflow |= found.Spans.Exists(s => s.Overflow);
            most = Math.Max(most, window.Length - cursor.HoldFrom);
            window.Remove(0, cursor.HoldFrom);
            cursor.Rebase(cursor.HoldFrom);
        }

        Assert.InRange(most, RunReader.MostUnits - 100, RunReader.MostUnits + 40);
        Assert.True(overflow);
    }

    [Fact]
    public void Unseen_characters_hold_a_stated_multiple_and_no_more()
    {
        using ViewCursor cursor = new(Set, Roles);
        MatchBuffer found = new();
        StringBuilder window = new();
        int most = 0;
        for (int i = 0; i < 200; i++)
        {
            window.Append(i == 0 ? "AKIA" : "").Append('\u200B', 10);
            found.Clear();
            cursor.Scan(window.ToString(), end: false, found);
            most = Math.Max(most, window.Length - cursor.HoldFrom);
            window.Remove(0, cursor.HoldFrom);
            cursor.Rebase(cursor.HoldFrom);
        }

        Assert.InRange(most, 4, 4 + Spelling.MostGone + 10);
    }

    private static string RandomText(Random random)
    {
        StringBuilder text = new();
        int pieces = 1 + random.Next(10);
        for (int i = 0; i < pieces; i++)
        {
            string piece = random.Next(3) > 0 ? Noise[random.Next(Noise.Length)] : Values[random.Next(Values.Length)];
            text.Append(random.Next(3) == 0 ? Hidden.InStreams[random.Next(Hidden.InStreams.Length)].Write(piece.PadRight(6, '.')) : piece);
        }

        return text.ToString();
    }

    private static string Whole(PatternViews views, string text, string context)
    {
        MatchBuffer acting = new();
        MatchBuffer observed = new();
        views.FindAll(Set, Roles, text, context, nested: false, acting, observed);
        Assert.Empty(observed.Spans);
        List<string> seen = [];
        Note(seen, acting, 0);
        return string.Join('\n', seen);
    }

    private static string Cut(Random random, string text, string context, int cutting)
    {
        using ViewCursor cursor = new(Set, Roles);
        cursor.Reset(context);
        MatchBuffer found = new();
        List<string> seen = [];
        int longest = cutting switch { 0 => 1, 1 => 3, 2 => 12, _ => 60 };
        int released = 0;
        for (int at = 0; at < text.Length;)
        {
            at = Math.Min(text.Length, at + 1 + random.Next(longest));
            found.Clear();
            bool end = at == text.Length;
            cursor.Scan(text.AsSpan(released, at - released), end, found);
            Note(seen, found, released);
            Assert.All(found.Spans, s => Assert.InRange(s.End, s.Start + 1, cursor.HoldFrom));
            int release = end || random.Next(3) > 0 ? cursor.HoldFrom : random.Next(cursor.HoldFrom + 1);
            cursor.Rebase(release);
            released += release;
        }

        Assert.Equal(text.Length, released);
        return string.Join('\n', seen);
    }

    private static void Note(List<string> seen, MatchBuffer found, int origin)
    {
        foreach (MatchSpan span in found.Spans)
            seen.Add($"{origin + span.Start}..{origin + span.End} {span.Overflow} {string.Join(' ', found.Hits.Skip(span.FirstHit).Take(span.HitCount).Select(h => Set.Rules[h].Name))}");
    }
}
