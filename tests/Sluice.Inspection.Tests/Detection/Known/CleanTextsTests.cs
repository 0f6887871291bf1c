using Sluice.Inspection.Detection.Known;

namespace Sluice.Inspection.Tests.Detection.Known;

public sealed class CleanTextsTests
{
    private readonly CleanTexts _texts = new(bits: 4);

    [Fact]
    public void What_was_remembered_is_known()
    {
        Assert.False(_texts.Knows(new Fingerprint(5, 6), 100, out _));
        _texts.Remember(new Fingerprint(5, 6), 100, 42);
        Assert.True(_texts.Knows(new Fingerprint(5, 6), 100, out int units));
        Assert.Equal(42, units);
        Assert.True(_texts.Knows(new Fingerprint(5, 6), 1_000_000, out _));
    }

    [Fact]
    public void A_text_of_a_smaller_request_is_not() // its scores may be higher there
    {
        _texts.Remember(new Fingerprint(5, 6), 100, 42);
        Assert.False(_texts.Knows(new Fingerprint(5, 6), 99, out _));
    }

    [Theory]
    [InlineData(5, 7)]
    [InlineData(21, 6)]
    public void One_that_falls_on_the_same_place_is_not(ulong first, ulong second)
    {
        _texts.Remember(new Fingerprint(5, 6), 100, 42);
        Assert.False(_texts.Knows(new Fingerprint(first, second), 100, out _));
    }

    [Fact]
    public void A_new_one_takes_the_place_of_an_old_one()
    {
        _texts.Remember(new Fingerprint(5, 6), 100, 42);
        _texts.Remember(new Fingerprint(21, 6), 100, 43);
        Assert.False(_texts.Knows(new Fingerprint(5, 6), 100, out _));
        Assert.True(_texts.Knows(new Fingerprint(21, 6), 100, out int units));
        Assert.Equal(43, units);
    }

    [Fact]
    public void A_volume_that_does_not_fit_is_not_remembered()
    {
        _texts.Remember(new Fingerprint(5, 6), 1L << 32, 42);
        Assert.False(_texts.Knows(new Fingerprint(5, 6), 1L << 40, out _));
    }

    [Fact]
    public async Task Threads_that_write_the_same_place_never_make_up_a_text()
    {
        // Eight pairs of halves on one place: only pairs that belong together may be known.
        using CancellationTokenSource stop = new();
        using CountdownEvent writing = new(3);
        Task[] writers = [.. Enumerable.Range(0, 3).Select(n => Task.Run(() =>
        {
            Write((ulong)n);
            writing.Signal();
            for (ulong i = (ulong)n; !stop.IsCancellationRequested; i++)
                Write(i % 8);
        }))];
        writing.Wait(TestContext.Current.CancellationToken);
        int known = 0;
        for (int i = 0; i < 100_000; i++)
        {
            ulong first = (ulong)i % 8;
            for (ulong second = 0; second < 8; second++)
            {
                if (!_texts.Knows(new Fingerprint(16 * first, 1000 + second), long.MaxValue, out int units))
                    continue;
                known++;
                Assert.Equal((first, (int)first), (second, units));
            }
        }

        await stop.CancelAsync();
        await Task.WhenAll(writers);
        Assert.NotEqual(0, known);

        void Write(ulong number) => _texts.Remember(new Fingerprint(16 * number, 1000 + number), (long)number, (int)number);
    }
}
