using Kotwal.Testing;

namespace Kotwal.Inventory.Tests;

/// <summary>Where the tests' samples are.</summary>
internal static class TestFiles
{
    public static string PathOf(string sample) => Repository.PathOf("tests", "Kotwal.Inventory.Tests", "Samples", sample);
}
