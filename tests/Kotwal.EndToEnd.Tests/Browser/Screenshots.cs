using Kotwal.Testing;

namespace Kotwal.EndToEnd.Tests.Browser;

/// <summary>Where pictures of pages are kept for people to look at.</summary>
internal static class Screenshots
{
    internal static string PathOf(string name) => Repository.PathOf("artifacts", "screenshots", name + ".png");
}
