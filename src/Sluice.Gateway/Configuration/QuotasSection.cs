using System.Globalization;
using Sluice.Governance.Counters;
using Sluice.Governance.Limits;

namespace Sluice.Gateway.Configuration;

/// <summary>Reads <c>Sluice:Quotas</c>, <c>Sluice:Prices</c> and <c>Sluice:Counting</c>, and makes rules of them.</summary>
internal static class QuotasSection
{
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan Longest = TimeSpan.FromDays(31);

    public static void Read(SectionReader sluice, SluiceOptions options)
    {
        ReadQuotas(sluice.Section(nameof(options.Quotas)), options.Quotas);
        ReadPrices(sluice.Section(nameof(options.Prices)), options.Prices);
        options.Counting = ReadCounting(sluice.Section(nameof(options.Counting)));
        options.Redis = SecretText.Read(sluice, nameof(options.Redis));
        if (options.Redis is { } redis && !RedisSettings.IsReadable(redis.Value))
            sluice.Error(nameof(options.Redis), "is not a connection string such as redis-1:6379,redis-2:6379,ssl=true,password=...");
        if (options.Prices.Count == 0 && options.Quotas.FirstOrDefault(q => Is(q.Value.Count, LimitUnit.Spend)).Key is { } spend)
            sluice.Error($"{nameof(options.Quotas)}:{spend}:{nameof(QuotaOptions.Count)}", "\"Spend\" needs prices to count by (Sluice:Prices)");
    }

    /// <summary>The rules that options without errors make.</summary>
    public static LimitRules Rules(SluiceOptions options) => new()
    {
        Quotas = [.. options.Quotas.Select(q => Spec(q.Key, q.Value))],
        Prices = [.. options.Prices.Select(p => new TokenPrice(p.Key) { Input = p.Value.Input, CachedInput = p.Value.CachedInput ?? p.Value.Input, Output = p.Value.Output })],
        CachedInputWeight = options.Counting.CachedInputWeight,
        AssumedOutputTokens = options.Counting.AssumedOutputTokens,
        Nodes = options.Counting.Nodes,
    };

    /// <summary>Reads a number and a unit (<c>s</c>, <c>m</c>, <c>h</c>, <c>d</c>).</summary>
    public static bool TryWindow(string text, out TimeSpan window)
    {
        window = default;
        ReadOnlySpan<char> span = text.AsSpan().Trim();
        if (span.Length < 2 || !int.TryParse(span[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out int number))
            return false;
        long seconds = span[^1] switch { 's' => 1, 'm' => 60, 'h' => 3_600, 'd' => 86_400, _ => 0 };
        window = TimeSpan.FromSeconds(Math.Min(seconds * number, (long)TimeSpan.MaxValue.TotalSeconds / 2));
        return window >= Shortest && window <= Longest;
    }

    public static LimitSpec Spec(string name, QuotaOptions quota)
    {
        TryWindow(quota.Window, out TimeSpan window);
        return new LimitSpec(name)
        {
            Per = Enum.Parse<LimitPer>(quota.Per, ignoreCase: true),
            Count = Enum.Parse<LimitUnit>(quota.Count, ignoreCase: true),
            Max = quota.Max,
            Window = window,
            Model = quota.Model,
            OnOutage = Enum.Parse<OutageMode>(quota.OnOutage, ignoreCase: true),
            Cut = quota.Cut,
        };
    }

    public static void ReadQuotas(SectionReader reader, Dictionary<string, QuotaOptions> quotas)
    {
        foreach (string name in reader.Names)
        {
            SectionReader one = reader.Section(name);
            var quota = new QuotaOptions();
            quota.Per = one.Word<LimitPer>(nameof(quota.Per), quota.Per);
            quota.Count = one.Word<LimitUnit>(nameof(quota.Count), quota.Count);
            quota.OnOutage = one.Word<OutageMode>(nameof(quota.OnOutage), quota.OnOutage);
            quota.Model = one.Text(nameof(quota.Model)) ?? quota.Model;
            quota.Cut = one.Flag(nameof(quota.Cut), fallback: false);
            ReadMax(one, quota);
            ReadWindow(one, quota);
            one.RefuseUnknown();
            quotas[name] = quota;
        }
    }

    private static void ReadMax(SectionReader reader, QuotaOptions quota)
    {
        bool given = reader.Has(nameof(quota.Max));
        (decimal least, decimal most) = OptionRange.OfDecimal<QuotaOptions>(nameof(quota.Max));
        quota.Max = reader.Decimal(nameof(quota.Max), 0, least, most);
        if (!given)
            reader.Error(nameof(quota.Max), "is missing: how much is allowed");
        else if (quota.Max != 0 && !Is(quota.Count, LimitUnit.Spend) && quota.Max != decimal.Truncate(quota.Max))
            reader.Error(nameof(quota.Max), $"\"{quota.Max}\" is not whole, and only money comes in parts");
    }

    private static void ReadWindow(SectionReader reader, QuotaOptions quota)
    {
        bool given = reader.Has(nameof(quota.Window));
        quota.Window = reader.Text(nameof(quota.Window)) ?? quota.Window;
        if (given && Is(quota.Count, LimitUnit.Concurrent))
            reader.Error(nameof(quota.Window), "has no meaning for \"Concurrent\"");
        else if (!TryWindow(quota.Window, out _))
            reader.Error(nameof(quota.Window), $"\"{quota.Window}\" is not a window from 1s to 31d, such as 1m, 1h, 30d");
    }

    private static void ReadPrices(SectionReader reader, Dictionary<string, PriceOptions> prices)
    {
        foreach (string model in reader.Names)
        {
            SectionReader one = reader.Section(model);
            var price = new PriceOptions();
            price.Input = Price(one, nameof(price.Input));
            price.Output = Price(one, nameof(price.Output));
            if (one.Has(nameof(price.CachedInput)))
                price.CachedInput = Price(one, nameof(price.CachedInput));
            one.RefuseUnknown();
            prices[model] = price;
        }
    }

    private static decimal Price(SectionReader reader, string name)
    {
        (decimal least, decimal most) = OptionRange.OfDecimal<PriceOptions>(name);
        return reader.Decimal(name, 0, least, most);
    }

    private static CountingOptions ReadCounting(SectionReader reader)
    {
        var counting = new CountingOptions();
        (decimal least, decimal most) = OptionRange.OfDecimal<CountingOptions>(nameof(counting.CachedInputWeight));
        counting.CachedInputWeight = reader.Decimal(nameof(counting.CachedInputWeight), counting.CachedInputWeight, least, most);
        counting.Nodes = Number(nameof(counting.Nodes), counting.Nodes);
        counting.AssumedOutputTokens = Number(nameof(counting.AssumedOutputTokens), counting.AssumedOutputTokens);
        counting.RedisDeadline = Number(nameof(counting.RedisDeadline), counting.RedisDeadline);
        reader.RefuseUnknown();
        return counting;

        int Number(string name, int fallback)
        {
            (long from, long to) = OptionRange.Of<CountingOptions>(name);
            return (int)reader.Number(name, fallback, from, to);
        }
    }

    private static bool Is(string word, LimitUnit unit) => word.Equals(unit.ToString(), StringComparison.OrdinalIgnoreCase);
}
