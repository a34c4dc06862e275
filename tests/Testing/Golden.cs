namespace Kotwal.Testing;

/// <summary>Compares text with an approved file; <c>UPDATE_GOLDEN=1</c> writes the file anew.</summary>
internal static class Golden
{
    public static void Check(string path, string actual)
    {
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            File.WriteAllText(path, actual);
        }

        Assert.True(File.Exists(path), $"{path} is missing; run with UPDATE_GOLDEN=1 and review what it writes.");
        Assert.Equal(File.ReadAllText(path), actual);
    }
}
