using System.CommandLine;
using Kotwal.Inputs;
using Kotwal.Lake.Encryption;

namespace Kotwal.Commands;

/// <summary><c>kotwal decrypt</c>: opens a file that was encrypted to be handed on. Needs no data folder.</summary>
internal static class DecryptCommand
{
    public static Command Create()
    {
        var key = new Option<FileInfo>("--key") { Description = "File with the key: 64 hexadecimal digits.", Required = true };
        var input = new Option<FileInfo>("--in") { Description = "The encrypted file.", Required = true };
        var output = new Option<FileInfo>("--out") { Description = "The file to make; it must not be there.", Required = true };
        var decrypt = new Command("decrypt", "Opens a file that 'kotwal evidence --encrypt' made, and prints the SHA-256 of what was in it.") { key, input, output };
        decrypt.SetAction(async (parsed, cancel) =>
        {
            var (from, to) = (parsed.GetRequiredValue(input), parsed.GetRequiredValue(output));
            if (to.Exists)
            {
                throw new BadInputException($"{to.FullName} is there already.");
            }

            await System.Console.Out.WriteLineAsync("sha-256  " + await RunAsync(MasterKey.LoadFile(parsed.GetRequiredValue(key).FullName), from.FullName, to.FullName, cancel));
            return ExitCode.Done;
        });
        return decrypt;
    }

    private static async Task<string> RunAsync(MasterKey key, string from, string to, CancellationToken cancel)
    {
        var temporary = to + ".partial";
        try
        {
            string hash;
            await using (var input = new FileStream(from, FileMode.Open, FileAccess.Read, FileShare.Read))
            await using (var output = PrivateFile.Create(temporary))
            {
                hash = await EncryptedFile.DecryptAsync(input, [key], output, cancel);
                output.Flush(flushToDisk: true);
            }

            File.Move(temporary, to);
            return hash;
        }
        catch (Exception refusal) when (refusal is InvalidDataException or MasterKeyMissingException)
        {
            throw new BadInputException($"{from}: {refusal.Message}");
        }
        finally
        {
            File.Delete(temporary);
        }
    }
}
