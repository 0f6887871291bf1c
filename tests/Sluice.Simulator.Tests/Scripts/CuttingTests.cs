using Sluice.Simulator.Answers;
using Sluice.Simulator.Scripts;

namespace Sluice.Simulator.Tests.Scripts;

public sealed class CuttingTests
{
    private const string Text = " Card 4111 1111,\n😀 naïve\t ";

    [Theory]
    [InlineData("\"word\"", " Card", " 4111", " 1111,", "\n😀", " naïve", "\t ")]
    [InlineData("5", " Card", " 4111", " 1111", ",\n😀 ", "naïve", "\t ")]
    [InlineData("{\"at\":18}", " Card 4111 1111,\n😀", " naïve\t ")]
    [InlineData("{\"at\":0}", Text)]
    [InlineData("{\"at\":999}", Text)]
    [InlineData("[1,0,4]", " ", "", "Card", " 4111 1111,\n😀 naïve\t ")]
    public async Task Stream_is_cut_as_the_script_says(string cut, params string[] expected)
    {
        await using var client = await SimulatorClient.StartAsync();
        string script = $$"""{"reply":{{System.Text.Json.JsonSerializer.Serialize(Text)}},"cut":{{cut}}}""";
        Assert.Equal(expected, SimulatorClient.Deltas(await client.ChunksAsync(SimulatorClient.Streamed(script))), StringComparer.Ordinal);
    }

    [Fact]
    public void Every_cutting_conserves_the_text_and_its_pairs()
    {
        List<Cutting> cuttings = [Cutting.Words, new(CutKind.Character), new(CutKind.Lengths, 0, [3, 0, 17, 1])];
        for (int size = 1; size <= Text.Length + 1; size++) cuttings.Add(new Cutting(CutKind.Fixed, size));
        for (int at = 0; at <= Text.Length + 1; at++) cuttings.Add(new Cutting(CutKind.At, at));

        foreach (var cutting in cuttings)
        {
            var pieces = Delta.Of(new ReplyChoice(0, Text, [], "stop"), cutting).Where(delta => delta.Counts).Select(delta => delta.Text.ToString()).ToList();
            Assert.Equal(Text, string.Concat(pieces));
            Assert.DoesNotContain(pieces, piece => piece.Length > 0 && (char.IsLowSurrogate(piece[0]) || char.IsHighSurrogate(piece[^1])));
        }
    }

    [Fact]
    public void A_cut_at_k_makes_two_pieces_cut_there()
    {
        const string Ascii = "4111 1111 1111 1111";
        for (int k = 1; k < Ascii.Length; k++)
        {
            var pieces = Delta.Of(new ReplyChoice(0, Ascii, [], "stop"), new Cutting(CutKind.At, k)).Where(delta => delta.Counts).ToList();
            Assert.Equal([k, Ascii.Length - k], pieces.Select(piece => piece.Text.Length));
        }
    }
}
