using Kotwal.Sigma.Syntax;
using Kotwal.Sigma.Writing;

namespace Kotwal.Sigma.Tests.Writing;

/// <summary>Documents read, written and read again.</summary>
internal static class Rewriting
{
    public static SigmaDocument Read(string text)
    {
        var reading = SigmaReader.Read(text);

        Assert.Empty(reading.Errors);
        return Assert.Single(reading.Documents);
    }

    /// <summary>The document that is read from what was written; fails unless it equals the one that was written, and is written alike.</summary>
    public static SigmaDocument Again(SigmaDocument document)
    {
        var written = SigmaWriter.Write(document);
        var reading = SigmaReader.Read(written);

        Assert.True(reading.Errors.IsEmpty, $"{string.Join('\n', reading.Errors)}\n{written}");
        var again = Assert.Single(reading.Documents);
        Assert.Equal(TreeText.Of(document), TreeText.Of(again));
        Assert.Equal(written, SigmaWriter.Write(again));
        return again;
    }
}
