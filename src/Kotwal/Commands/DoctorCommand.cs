using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Kotwal.Doctor;
using Kotwal.Inputs;
using Kotwal.Serving;

namespace Kotwal.Commands;

/// <summary><c>kotwal doctor</c>: looks at every file of a data folder, tells what is wrong, and mends it when asked to.</summary>
internal static class DoctorCommand
{
    public static Command Create()
    {
        var state = new StateOptions();
        var repair = new Option<bool>("--repair") { Description = "Mends what can be mended, while no server runs on the folder. Files that are changed or removed are kept in its folder set-aside." };
        var output = new Option<string>("--output") { Description = "What to print.", DefaultValueFactory = _ => "text" };
        output.AcceptOnlyFromAmong("text", "json");
        var doctor = new Command("doctor", "Looks at every file of a data folder, at its disk, clock, settings and certificates. Exits with 1 when something is wrong that was not mended.")
        {
            state.Data, state.Config, repair, output,
        };
        doctor.SetAction(async (parsed, cancel) =>
        {
            var data = parsed.GetRequiredValue(state.Data).FullName;
            if (!Directory.Exists(data))
            {
                throw new BadInputException($"{data}: no such data folder.");
            }

            var examination = new Examination(new DataFolder(data), parsed.GetValue(state.Config)?.FullName, parsed.GetValue(repair), TimeProvider.System);
            await DataDoctor.RunAsync(examination, cancel);
            await System.Console.Out.WriteAsync(parsed.GetValue(output) == "json" ? Json(examination) : Text(examination));
            return examination.Faults.All(fault => fault.IsMended) ? ExitCode.Done : ExitCode.Altered;
        });
        return doctor;
    }

    private static string Text(Examination examination)
    {
        var text = new StringBuilder();
        foreach (var note in examination.Notes)
        {
            text.Append(CultureInfo.InvariantCulture, $"{note.Part,-9} {note.Words}\n");
        }

        foreach (var fault in examination.Faults)
        {
            text.Append(CultureInfo.InvariantCulture, $"{(fault.IsMended ? "mended" : "fault"),-9} {fault.Part}, {fault.Path}: {fault.Words} {fault.Remedy}\n");
        }

        var mended = examination.Faults.Count(fault => fault.IsMended);
        text.Append(CultureInfo.InvariantCulture, $"{(mended == examination.Faults.Count ? "sound" : "not sound"),-9} {examination.Faults.Count} faults, {mended} mended\n");
        return text.ToString();
    }

    private static string Json(Examination examination) => JsonSerializer.Serialize(new
    {
        sound = examination.Faults.All(fault => fault.IsMended),
        notes = examination.Notes.Select(note => new { part = note.Part, words = note.Words }),
        faults = examination.Faults.Select(fault => new
        {
            part = fault.Part,
            path = fault.Path,
            words = fault.Words,
            remedy = fault.Remedy,
            mended = fault.IsMended,
            mendable = fault.CanBeMended,
        }),
    }) + "\n";
}
