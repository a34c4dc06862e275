using System.Diagnostics;
using System.Security.Cryptography;
using Kotwal.Lake.Encryption;
using Kotwal.Lake.Tests.Cold;
using Kotwal.Testing;

namespace Kotwal.Lake.Tests.Encryption;

/// <summary>Somebody who has the key and the page on the format, and nothing of Kotwal.</summary>
public sealed class OutsiderTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(1 << 20)]
    [InlineData((2 << 20) + 7)]
    public async Task A_file_opens_with_the_script_of_the_formats_page(int length)
    {
        var plain = RandomNumberGenerator.GetBytes(length);
        await File.WriteAllTextAsync(folder["key"], Convert.ToHexString(RandomNumberGenerator.GetBytes(32)) + "\n", Cancel);
        await using (var output = File.Create(folder["file"]))
        {
            await EncryptedFile.EncryptAsync(new MemoryStream(plain), "case-7.zip", MasterKey.LoadFile(folder["key"]), output, Cancel);
        }

        Assert.Equal(plain, await OpenAsync(folder["key"], folder["file"]));
        using var own = new MemoryStream();
        await EncryptedFile.DecryptAsync(new MemoryStream(await File.ReadAllBytesAsync(folder["file"], Cancel)), [MasterKey.LoadFile(folder["key"])], own, Cancel);
        Assert.Equal(plain, own.ToArray());
    }

    [Fact]
    public async Task A_cold_day_opens_with_the_script_and_is_the_parquet_file_that_was_sealed()
    {
        using var lake = await ColdLake.MakeAsync();
        await using var store = lake.Open();
        var segment = store.Manifest.All().First(one => one.Cold is not null);

        var plain = await OpenAsync(lake["first.key"], Path.Combine(lake.Store, segment.Cold!.Object), Path.Combine(lake.Store, segment.Cold.Object + ".key"));

        Assert.Equal(segment.Sha256, Convert.ToHexStringLower(SHA256.HashData(plain)));
    }

    private async Task<byte[]> OpenAsync(params string[] arguments)
    {
        var page = await File.ReadAllTextAsync(Repository.PathOf("docs", "formats", "encrypted.md"), Cancel);
        var from = page.IndexOf("```python\n", StringComparison.Ordinal) + "```python\n".Length;
        await File.WriteAllTextAsync(folder["open.py"], page[from..page.IndexOf("```", from, StringComparison.Ordinal)], Cancel);
        Assert.SkipUnless(await RunAsync(["-c", "import cryptography"]) is not null, "Needs python3 with its package cryptography.");
        return await RunAsync([folder["open.py"], .. arguments]) ?? throw new InvalidOperationException("The script failed.");
    }

    private static async Task<byte[]?> RunAsync(IEnumerable<string> arguments)
    {
        try
        {
            using var python = Process.Start(new ProcessStartInfo("python3", arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            using var output = new MemoryStream();
            var errors = python.StandardError.ReadToEndAsync(Cancel);
            await python.StandardOutput.BaseStream.CopyToAsync(output, Cancel);
            await python.WaitForExitAsync(Cancel);
            await errors;
            return python.ExitCode == 0 ? output.ToArray() : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
