using System.Reflection;
using System.Text;
using Kotwal.Sigma.Engine;

namespace Kotwal.Sigma.Tests;

public sealed class PublicApiTests
{
    /// <summary>The package's promise to others: a change of it is a change of a file that is reviewed. <c>UPDATE_GOLDEN=1</c> writes it anew.</summary>
    [Fact]
    public void The_public_API_is_the_one_that_was_reviewed()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "Kotwal.slnx")))
        {
            root = root.Parent;
        }

        Assert.SkipWhen(root is null, "The tests run outside of the repository.");
        var path = Path.Combine(root!.FullName, "src", "Kotwal.Sigma", "PublicApi.txt");
        var actual = Describe(typeof(SigmaEngine).Assembly);
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            File.WriteAllText(path, actual);
        }

        Assert.Equal(File.ReadAllText(path).ReplaceLineEndings("\n"), actual);
    }

    private static string Describe(Assembly assembly)
    {
        var text = new StringBuilder();
        foreach (var type in assembly.GetExportedTypes().OrderBy(type => type.FullName, StringComparer.Ordinal))
        {
            text.Append(type.FullName).Append('\n');
            var members = type.GetMembers(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
                .Where(member => member is not MethodInfo { IsSpecialName: true } && member is not Type)
                .Select(member => member.ToString()!).Order(StringComparer.Ordinal);
            foreach (var member in members)
            {
                text.Append("  ").Append(member).Append('\n');
            }
        }

        return text.ToString();
    }
}
