using System.CommandLine;
using System.Globalization;
using Kotwal.City.Audit;
using Kotwal.Inputs;
using Kotwal.Lake;
using Kotwal.Lake.Encryption;
using Kotwal.Lake.Evidence;
using Kotwal.Lake.Retention;

namespace Kotwal.Commands;

/// <summary><c>kotwal evidence</c>: events in a package that a third party checks without Kotwal. Works while the server runs and without it.</summary>
internal static class EvidenceCommand
{
    private const string By = "command line";

    public static Command Create()
    {
        var state = new StateOptions();
        var query = new Option<string>("--query") { Description = "Which events: a search, and where.", Required = true };
        var from = TimeOption.Create("--from", "Earliest @timestamp, included.");
        var to = TimeOption.Create("--to", "Latest @timestamp, not included.");
        var subject = new Option<string>("--for") { Description = "What it is for: a case, an order.", DefaultValueFactory = _ => "" };
        var output = new Option<FileInfo>("--out") { Description = "The zip file to make; it must not be there.", Required = true };
        var segments = new Option<bool>("--with-segments") { Description = "Put the whole stored files along that the events stand in; they hold other events, too." };
        var encrypt = new Option<FileInfo?>("--encrypt") { Description = "Encrypt the file with the key in this file: 64 hexadecimal digits, as 'openssl rand -hex 32' makes them. Hand the key over by another way." };
        var evidence = new Command("evidence", "Packs events with seals, hashes and signatures, so that sha256sum and openssl alone can check them. It is in the audit trail.")
        {
            state.Data, state.Config, query, from, to, subject, output, segments, encrypt,
        };
        evidence.SetAction(async (parsed, cancel) =>
        {
            await using var services = await state.OpenExistingAsync(parsed, cancel);
            var filter = new EventFilter(parsed.GetRequiredValue(query), TimeOption.Read(parsed, from), TimeOption.Read(parsed, to));
            var lake = new LakeOptions { ReaderMemoryMegabytes = 1024, ReaderThreads = Environment.ProcessorCount };
            services.GetRequiredService<IConfiguration>().GetSection("Lake").Bind(lake);
            var key = parsed.GetValue(encrypt) is { } file ? MasterKey.LoadFile(file.FullName) : null;
            var target = parsed.GetRequiredValue(output);
            if (target.Exists)
            {
                throw new BadInputException($"{target.FullName} is there already.");
            }

            var trail = services.GetRequiredService<IAuditTrail>();
            var deed = new AuditDeed(By, "evidence.make", target.Name, AuditResult.Done, Describe(filter, parsed.GetValue(subject)!));
            var order = new EvidenceOrder(filter, parsed.GetValue(subject)!, $"{By}, account {Environment.UserName}", parsed.GetValue(segments), []);
            var result = await trail.DoAsync(deed, () => WriteAsync(lake, order, trail, target.FullName, key, cancel), cancel);
            await System.Console.Out.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture, $"evidence {target.FullName}\nholds    {result.Rows} events from {result.Segments} stored files\nsha-256  {result.SumsSha256} of SHA256SUMS"));
            return ExitCode.Done;
        });
        return evidence;
    }

    private static async Task<EvidenceResult> WriteAsync(LakeOptions lake, EvidenceOrder order, IAuditTrail trail, string target, MasterKey? key, CancellationToken cancel)
    {
        // The entry that says that it is made is the newest one, or there is a newer one that follows it: either proves it.
        var entry = (await trail.ReadAsync(null, 1, cancel))[0];
        var noted = order with
        {
            Custody = [string.Create(CultureInfo.InvariantCulture, $"The audit trail at that moment: entry {entry.Sequence}, hash {Convert.ToHexStringLower(entry.Hash)}")],
        };
        var temporary = target + ".partial";
        try
        {
            EvidenceResult result;
            await using (var file = PrivateFile.Create(temporary))
            await using (var package = EvidencePackage.Open(lake, TimeProvider.System))
            {
                result = await package.WriteAsync(noted, file, cancel);
                file.Flush(flushToDisk: true);
            }

            if (key is not null)
            {
                await EncryptAsync(temporary, Path.GetFileName(target), key, cancel);
            }

            File.Move(temporary, target);
            return result;
        }
        catch (FormatException wrong)
        {
            throw new BadInputException(wrong.Message);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    private static async Task EncryptAsync(string path, string name, MasterKey key, CancellationToken cancel)
    {
        var plain = path + ".plain";
        File.Move(path, plain, overwrite: true);
        try
        {
            await using var input = new FileStream(plain, FileMode.Open, FileAccess.Read, FileShare.None);
            await using var output = PrivateFile.Create(path);
            await EncryptedFile.EncryptAsync(input, name, key, output, cancel);
            output.Flush(flushToDisk: true);
        }
        finally
        {
            File.Delete(plain);
        }
    }

    private static string Describe(EventFilter filter, string subject) => string.Join(
        ' ', new[] { subject.Length > 0 ? subject + ":" : "", filter.Query.Trim(), filter.From is { } from ? $"from {from:O}" : "", filter.To is { } to ? $"to {to:O}" : "" }
            .Where(part => part.Length > 0));
}
