using System.Globalization;

namespace Sluice.Cli.Commands.Keys;

/// <summary>Durations and times as commands take them.</summary>
internal static class TimeText
{
    private const int MaxNumber = 100_000;

    /// <summary>Reads a whole number and a unit, <c>s</c>, <c>m</c>, <c>h</c> or <c>d</c>; <c>0</c> alone is none at all.</summary>
    public static bool TryParse(string text, out TimeSpan duration)
    {
        duration = TimeSpan.Zero;
        if (string.Equals(text, "0", StringComparison.Ordinal))
            return true;
        if (text.Length < 2 || !int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out int number) || number > MaxNumber)
            return false;
        TimeSpan? unit = text[^1] switch
        {
            's' => TimeSpan.FromSeconds(1),
            'm' => TimeSpan.FromMinutes(1),
            'h' => TimeSpan.FromHours(1),
            'd' => TimeSpan.FromDays(1),
            _ => null,
        };
        duration = (unit ?? TimeSpan.Zero) * number;
        return unit is not null;
    }

    /// <summary>Reads an end: a duration from now, or a time (UTC where it says nothing).</summary>
    public static bool TryParseEnd(string text, DateTimeOffset now, out DateTimeOffset end)
    {
        if (TryParse(text, out TimeSpan duration))
        {
            end = now + duration;
            return true;
        }

        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out end);
    }
}
