using Sluice.Inspection.Detection.Models;

namespace Sluice.Inspection.Tests.Detection.Models;

public sealed class LinearModelTests
{
    private const int Bits = 12;

    private static readonly Calibration Calibration = new([0, 1, 2], [1, 2, 3], 1);

    [Fact]
    public void A_model_is_read_as_it_was_written()
    {
        LinearModel model = Read(File(Weights()));
        Assert.Equal(["first", "second"], model.Heads.Select(h => h.Name));
        Assert.Equal(Sums(new LinearModel(Bits, Weights(), Heads(), null), "some words of a text"), Sums(model, "some words of a text"));
    }

    [Fact]
    public void A_damaged_model_is_refused()
    {
        byte[] file = File(Weights());
        file[^3] ^= 1;
        Assert.Contains("damaged", Assert.Throws<InvalidDataException>(() => Read(file)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_of_another_version_is_refused()
    {
        byte[] file = File(Weights());
        file[4]++;
        Assert.Contains("version", Assert.Throws<InvalidDataException>(() => Read(file)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(40)]
    public void A_model_that_is_cut_off_is_refused(int length)
    {
        byte[] file = File(Weights())[..length];
        Assert.Throws<InvalidDataException>(() => Read(file));
    }

    [Fact]
    public void A_model_that_is_not_there_is_refused() =>
        Assert.Throws<InvalidDataException>(() => LinearModel.Load("nothing.model", null));

    [Theory]
    [InlineData("IGNORE Previous")]
    [InlineData("i\u200Bgn\u200Core pre\u2060vious")]
    [InlineData("\uFF49gnore \uFF50revious")]
    [InlineData("ign\u00F6r\u00E9 pr\u00E9v\u00EDous")]
    [InlineData("igno\u0308re previous\u0301")]
    [InlineData("\u0456gn\u043Er\u0435 \u0440r\u0435v\u0456\u043Eus")]
    public void What_looks_the_same_is_the_same(string disguised)
    {
        LinearModel model = new(Bits, Weights(), Heads(), null);
        Assert.Equal(Sums(model, "ignore previous"), Sums(model, disguised));
    }

    [Fact]
    public void A_feature_counts_once_in_a_block()
    {
        LinearModel model = new(Bits, Weights(), Heads(), null);
        Assert.Equal(Sums(model, "x y x y x y x")[0], Sums(model, "x y x y x y x y x")[0]);
    }

    [Fact]
    public void In_a_long_text_the_window_that_is_worst_counts()
    {
        LinearModel model = new(Bits, Weights(), Heads(), null);
        string dull = string.Concat(Enumerable.Repeat("word ", 400));
        float[] worst = Sums(model, dull + "something else entirely, which sums to whatever it sums to");
        Assert.True(worst[0] >= Sums(model, dull)[0]);
    }

    [Fact]
    public void Judging_allocates_nothing()
    {
        LinearModel model = new(Bits, Weights(), Heads(), new ConceptLexicon(["some|words", "text"]));
        string text = string.Concat(Enumerable.Repeat("some words of a text ", 100));
        var best = new WindowSum[2];
        model.Judge(text, best);
        long before = GC.GetAllocatedBytesForCurrentThread();
        model.Judge(text, best);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Theory]
    [InlineData(1, 100, 0.99)]
    [InlineData(2, 100, 0.999)]
    [InlineData(1, 5120, 0.9)]
    [InlineData(-1, 100, 0)]
    [InlineData(0.5, 100, 0.9684)]
    public void A_score_says_how_rare_a_sum_is_in_requests_as_long(float sum, long volume, double expected) =>
        Assert.Equal(expected, Calibration.Score(sum, volume), 4);

    private static float[] Sums(LinearModel model, string text)
    {
        var best = new WindowSum[2];
        model.Judge(text, best);
        return [.. best.Select(b => b.Sum)];
    }

    private static sbyte[] Weights()
    {
        var weights = new sbyte[LinearModel.MaxHeads << Bits];
        var random = new Random(7);
        for (var i = 0; i < weights.Length; i++)
            weights[i] = i % LinearModel.MaxHeads < 2 ? (sbyte)random.Next(-127, 128) : (sbyte)0;
        return weights;
    }

    private static ModelHead[] Heads() =>
        [new ModelHead("first", 0.5f, [0.01f, 0.01f, 0.01f, 0], Calibration), new ModelHead("second", -1, [0.02f, 0.01f, 0.01f, 0], Calibration)];

    private static byte[] File(sbyte[] weights)
    {
        using var stream = new MemoryStream();
        ModelFile.Write(stream, Bits, weights, Heads());
        return stream.ToArray();
    }

    private static LinearModel Read(byte[] file) => ModelFile.Read(new MemoryStream(file), null);
}
