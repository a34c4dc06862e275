using CsCheck;
using Kotwal.Sigma.Correlation;

namespace Kotwal.Sigma.Tests.Correlation;

public sealed class SortedNumbersTests
{
    [Fact]
    public void Numbers_stand_in_order_whatever_comes_and_goes() =>
        Gen.Select(Gen.Int[0, 300], Gen.Bool).Array[0, 6_000].Sample(steps =>
        {
            var numbers = new SortedNumbers();
            var wanted = new List<decimal>();
            foreach (var (number, isTaken) in steps)
            {
                if (isTaken && wanted.Remove(number))
                {
                    numbers.Remove(number);
                }
                else
                {
                    numbers.Add(number);
                    wanted.Add(number);
                }
            }

            wanted.Sort();
            return Enumerable.Range(0, wanted.Count).All(place => numbers[place] == wanted[place]);
        }, iter: 40);
}
