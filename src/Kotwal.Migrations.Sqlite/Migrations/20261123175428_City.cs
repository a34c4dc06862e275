using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Kotwal.Migrations.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class City : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_watch_alerts_Status_Severity",
                table: "watch_alerts");

            migrationBuilder.AddColumn<long>(
                name: "ExpiresAt",
                table: "city_role_grants",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Scope",
                table: "city_role_grants",
                type: "TEXT",
                maxLength: 4096,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "Scope",
                table: "city_api_tokens",
                type: "TEXT",
                maxLength: 4096,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<long>(
                name: "DisabledAt",
                table: "city_accounts",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "DisplayName",
                table: "city_accounts",
                type: "TEXT",
                maxLength: 128,
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "IsGuest",
                table: "city_accounts",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<long>(
                name: "LeftAt",
                table: "city_accounts",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "Version",
                table: "city_accounts",
                type: "TEXT",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"));

            migrationBuilder.CreateTable(
                name: "city_one_time_links",
                columns: table => new
                {
                    AccountId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Hash = table.Column<byte[]>(type: "BLOB", maxLength: 32, nullable: false),
                    ExpiresAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_city_one_time_links", x => x.AccountId);
                    table.ForeignKey(
                        name: "FK_city_one_time_links_city_accounts_AccountId",
                        column: x => x.AccountId,
                        principalTable: "city_accounts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "city_passkeys",
                columns: table => new
                {
                    CredentialId = table.Column<byte[]>(type: "BLOB", maxLength: 1023, nullable: false),
                    UserId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Data = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_city_passkeys", x => x.CredentialId);
                    table.ForeignKey(
                        name: "FK_city_passkeys_city_accounts_UserId",
                        column: x => x.UserId,
                        principalTable: "city_accounts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "city_recovery_codes",
                columns: table => new
                {
                    AccountId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Hash = table.Column<byte[]>(type: "BLOB", maxLength: 32, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_city_recovery_codes", x => new { x.AccountId, x.Hash });
                    table.ForeignKey(
                        name: "FK_city_recovery_codes_city_accounts_AccountId",
                        column: x => x.AccountId,
                        principalTable: "city_accounts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "city_recovery_links",
                columns: table => new
                {
                    Hash = table.Column<byte[]>(type: "BLOB", maxLength: 32, nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    ExpiresAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_city_recovery_links", x => x.Hash);
                });

            migrationBuilder.CreateTable(
                name: "city_second_factors",
                columns: table => new
                {
                    AccountId = table.Column<Guid>(type: "TEXT", nullable: false),
                    SetUpAt = table.Column<long>(type: "INTEGER", nullable: false),
                    ProtectedSecret = table.Column<byte[]>(type: "BLOB", maxLength: 1024, nullable: false),
                    LastStep = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_city_second_factors", x => x.AccountId);
                    table.ForeignKey(
                        name: "FK_city_second_factors_city_accounts_AccountId",
                        column: x => x.AccountId,
                        principalTable: "city_accounts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "city_sessions",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    AccountId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Method = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Address = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Browser = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    StartedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    LastSeenAt = table.Column<long>(type: "INTEGER", nullable: false),
                    EndedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    EndedBecause = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    Stamp = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_city_sessions", x => x.Id);
                    table.ForeignKey(
                        name: "FK_city_sessions_city_accounts_AccountId",
                        column: x => x.AccountId,
                        principalTable: "city_accounts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "respond_incident_parts",
                columns: table => new
                {
                    IncidentId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Part = table.Column<string>(type: "TEXT", maxLength: 144, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_respond_incident_parts", x => new { x.IncidentId, x.Part });
                    table.ForeignKey(
                        name: "FK_respond_incident_parts_respond_incidents_IncidentId",
                        column: x => x.IncidentId,
                        principalTable: "respond_incidents",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "watch_alert_parts",
                columns: table => new
                {
                    AlertId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Part = table.Column<string>(type: "TEXT", maxLength: 144, nullable: false),
                    Order = table.Column<string>(type: "TEXT", maxLength: 53, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_watch_alert_parts", x => new { x.AlertId, x.Part });
                    table.ForeignKey(
                        name: "FK_watch_alert_parts_watch_alerts_AlertId",
                        column: x => x.AlertId,
                        principalTable: "watch_alerts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_watch_alerts_Status_Severity_Order",
                table: "watch_alerts",
                columns: new[] { "Status", "Severity", "Order" });

            migrationBuilder.CreateIndex(
                name: "IX_city_one_time_links_Hash",
                table: "city_one_time_links",
                column: "Hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_city_passkeys_UserId",
                table: "city_passkeys",
                column: "UserId");

            migrationBuilder.CreateIndex(
                name: "IX_city_sessions_AccountId_StartedAt",
                table: "city_sessions",
                columns: new[] { "AccountId", "StartedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_respond_incident_parts_Part",
                table: "respond_incident_parts",
                column: "Part");

            migrationBuilder.CreateIndex(
                name: "IX_watch_alert_parts_Part_Order",
                table: "watch_alert_parts",
                columns: new[] { "Part", "Order" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "city_one_time_links");

            migrationBuilder.DropTable(
                name: "city_passkeys");

            migrationBuilder.DropTable(
                name: "city_recovery_codes");

            migrationBuilder.DropTable(
                name: "city_recovery_links");

            migrationBuilder.DropTable(
                name: "city_second_factors");

            migrationBuilder.DropTable(
                name: "city_sessions");

            migrationBuilder.DropTable(
                name: "respond_incident_parts");

            migrationBuilder.DropTable(
                name: "watch_alert_parts");

            migrationBuilder.DropIndex(
                name: "IX_watch_alerts_Status_Severity_Order",
                table: "watch_alerts");

            migrationBuilder.DropColumn(
                name: "ExpiresAt",
                table: "city_role_grants");

            migrationBuilder.DropColumn(
                name: "Scope",
                table: "city_role_grants");

            migrationBuilder.DropColumn(
                name: "Scope",
                table: "city_api_tokens");

            migrationBuilder.DropColumn(
                name: "DisabledAt",
                table: "city_accounts");

            migrationBuilder.DropColumn(
                name: "DisplayName",
                table: "city_accounts");

            migrationBuilder.DropColumn(
                name: "IsGuest",
                table: "city_accounts");

            migrationBuilder.DropColumn(
                name: "LeftAt",
                table: "city_accounts");

            migrationBuilder.DropColumn(
                name: "Version",
                table: "city_accounts");

            migrationBuilder.CreateIndex(
                name: "IX_watch_alerts_Status_Severity",
                table: "watch_alerts",
                columns: new[] { "Status", "Severity" });
        }
    }
}
