using Sluice.Inspection.Matching.Scanning;

namespace Sluice.Inspection.Tests.Matching.Scanning;

public class OriginMapTests
{
    [Fact]
    public void Next_finds_the_first_mark_from_a_position_on()
    {
        var map = new OriginMap();
        map.Reset(500);
        int[] marks = [0, 63, 64, 200, 499];
        foreach (int mark in marks) map.Add(mark);
        for (int from = 0; from <= 500; from++)
        {
            Assert.Equal(marks.FirstOrDefault(mark => mark >= from, 500), map.Next(from));
            if (from < 500) Assert.Equal(marks.Contains(from), map.Contains(from));
        }

        map.Reset(70);
        Assert.Equal(70, map.Next(0));
    }
}
