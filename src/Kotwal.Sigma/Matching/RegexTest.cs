using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;

namespace Kotwal.Sigma.Matching;

/// <summary>
/// A regular expression that is found somewhere in the value. It runs on the engine that needs time linear in the value. Those that
/// this engine cannot run (look-around, back references) have a time limit, and so have those with long counted repetitions, for each
/// letter of the value may cost as many steps as they have parts.
/// </summary>
internal sealed class RegexTest : ValueTest
{
    private const int StackLetters = 512;
    private const int MostUntimed = 100;

    // Preparing the linear engine takes a millisecond and some ten thousand bytes, and most rules of a set never see a value.
    private readonly Lazy<Regex> expression;
    private long timeouts;

    private RegexTest(string text, RegexOptions options, TimeSpan timeout, bool isTimed, string pattern)
        : base(pattern)
    {
        Text = text;
        expression = new(() => Prepare(text, options, timeout, isTimed));
    }

    /// <summary>The expression as .NET has it.</summary>
    public string Text { get; }

    /// <summary>How often a match was given up.</summary>
    public long Timeouts => Interlocked.Read(ref timeouts);

    /// <summary>Compiles an expression, or gives null and says why.</summary>
    public static RegexTest? Read(string pattern, RegexOptions options, TimeSpan timeout, out string fault)
    {
        if (RegexDialect.ToDotNet(pattern, out fault) is not { } text)
        {
            return null;
        }

        if (RegexSize.FaultOf(text, out var growth) is { } tooLarge)
        {
            fault = tooLarge;
            return null;
        }

        fault = "";
        options |= RegexOptions.CultureInvariant;
        try
        {
            // Only to see whether it can be read.
            _ = new Regex(text, options);
            return new(text, options, timeout, growth > MostUntimed, pattern);
        }
        catch (RegexParseException broken)
        {
            fault = broken.Message;
            return null;
        }
    }

    private static Regex Prepare(string text, RegexOptions options, TimeSpan timeout, bool isTimed)
    {
        try
        {
            // Where a letter costs little, a limit by the clock would only lose matches on a machine that is busy otherwise.
            return new(text, options | RegexOptions.NonBacktracking, isTimed ? timeout : Regex.InfiniteMatchTimeout);
        }
        catch (NotSupportedException)
        {
            return new(text, options, timeout);
        }
    }

    public override bool Matches(ReadOnlySpan<byte> text, ReadOnlySpan<byte> folded, SigmaValueKind kind)
    {
        var most = Encoding.UTF8.GetMaxCharCount(text.Length);
        if (most <= StackLetters)
        {
            Span<char> letters = stackalloc char[StackLetters];
            return IsFound(letters[..Encoding.UTF8.GetChars(text, letters)]);
        }

        var rented = ArrayPool<char>.Shared.Rent(most);
        var isFound = IsFound(rented.AsSpan(0, Encoding.UTF8.GetChars(text, rented)));
        ArrayPool<char>.Shared.Return(rented);
        return isFound;
    }

    private bool IsFound(ReadOnlySpan<char> letters)
    {
        try
        {
            return expression.Value.IsMatch(letters);
        }
        catch (RegexMatchTimeoutException)
        {
            Interlocked.Increment(ref timeouts);
            return false;
        }
    }
}
