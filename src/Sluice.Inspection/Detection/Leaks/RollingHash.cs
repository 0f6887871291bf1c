namespace Sluice.Inspection.Detection.Leaks;

/// <summary>The hash of a window that moves over letters, read forward and backward.</summary>
internal struct RollingHash
{
    /// <summary>Letters in a window: about four words.</summary>
    public const int Window = 20;

    private const ulong Factor = 0x9E3779B97F4A7C15;

    private static readonly ulong Highest = Power(Window - 1);
    private static readonly ulong Inverse = Invert();

    /// <summary>Of the window as it is read.</summary>
    public ulong Forward { get; private set; }

    /// <summary>Of the window as it is read from its end.</summary>
    public ulong Backward { get; private set; }

    /// <summary>Takes one more letter.</summary>
    public void Add(char letter, int count)
    {
        Forward = (Forward * Factor) + letter;
        Backward += letter * Power(count);
    }

    /// <summary>Moves on by one letter.</summary>
    public void Move(char first, char next)
    {
        Forward = ((Forward - (first * Highest)) * Factor) + next;
        Backward = ((Backward - first) * Inverse) + (next * Highest);
    }

    private static ulong Power(int exponent)
    {
        ulong power = 1;
        for (int i = 0; i < exponent; i++)
            power *= Factor;
        return power;
    }

    /// <summary>The number that undoes a multiplication by <see cref="Factor"/>, which is odd (Newton's iteration).</summary>
    private static ulong Invert()
    {
        ulong inverse = Factor;
        for (int i = 0; i < 6; i++)
            inverse *= 2 - (Factor * inverse);
        return inverse;
    }
}
