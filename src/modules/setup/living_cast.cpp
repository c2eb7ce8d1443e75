#include "modules/setup/living.h"

// Who and what the living example tells of. The people and places are invented.
namespace setup {
namespace {

using namespace std::string_view_literals;

constexpr std::array first_names{
    "Amina"sv, "Andre"sv, "Aiko"sv, "Beatriz"sv, "Bashir"sv, "Bao"sv, "Camila"sv, "Chidi"sv, "Corinne"sv, "Dalia"sv,
    "Dmitri"sv, "Deshawn"sv, "Elena"sv, "Emeka"sv, "Erin"sv, "Farah"sv, "Felipe"sv, "Fiona"sv, "Grace"sv,
    "Gustavo"sv, "Guadalupe"sv, "Hana"sv, "Hector"sv, "Hoa"sv, "Imani"sv, "Ingrid"sv, "Ivan"sv, "Jamal"sv,
    "Jasmine"sv, "Joaquin"sv, "Kamala"sv, "Kenji"sv, "Keisha"sv, "Lamar"sv, "Leilani"sv, "Linh"sv, "Luis"sv,
    "Malik"sv, "Marisol"sv, "Mei"sv, "Miguel"sv, "Nadia"sv, "Nalani"sv, "Noor"sv, "Olivia"sv, "Omar"sv, "Oksana"sv,
    "Patrice"sv, "Pilar"sv, "Priya"sv, "Quinn"sv, "Rafael"sv, "Rosa"sv, "Ruth"sv, "Samir"sv, "Sione"sv, "Sofia"sv,
    "Tamara"sv, "Tariq"sv, "Thuy"sv, "Ulani"sv, "Uma"sv, "Valentina"sv, "Victor"sv, "Wanda"sv, "Wei"sv, "Xiomara"sv,
    "Yara"sv, "Yusuf"sv, "Yolanda"sv, "Zainab"sv, "Zoran"sv, "Abel"sv, "Celeste"sv, "Darnell"sv, "Esperanza"sv,
    "Franz"sv, "Gloria"sv, "Ines"sv, "Jorge"sv, "Katya"sv, "Lupe"sv, "Marcus"sv, "Nora"sv, "Paolo"sv, "Renee"sv,
    "Sergio"sv, "Teresa"sv, "Vinh"sv, "Winona"sv};

constexpr std::array last_names{
    "Abara"sv, "Aguilar"sv, "Ahmadi"sv, "Alvarez"sv, "Baptiste"sv, "Bautista"sv, "Begay"sv, "Bergstrom"sv,
    "Castillo"sv, "Chavez"sv, "Chen"sv, "Cruz"sv, "Delgado"sv, "Diallo"sv, "Dominguez"sv, "Duran"sv, "Eriksen"sv,
    "Espinoza"sv, "Fa'asavalu"sv, "Fernandez"sv, "Fontaine"sv, "Fuentes"sv, "Garza"sv, "Gebre"sv, "Goldberg"sv,
    "Gomez"sv, "Greene"sv, "Gutierrez"sv, "Haddad"sv, "Harjo"sv, "Hernandez"sv, "Hoang"sv, "Hussein"sv, "Ibrahim"sv,
    "Ito"sv, "Jackson"sv, "Jimenez"sv, "Johansson"sv, "Kaplan"sv, "Kealoha"sv, "Khan"sv, "Kim"sv, "Kowalski"sv,
    "Kumar"sv, "Laurent"sv, "Le"sv, "Lopez"sv, "Mahoney"sv, "Mbeki"sv, "Medina"sv, "Mendoza"sv, "Mori"sv,
    "Morales"sv, "Nakamura"sv, "Nguyen"sv, "Novak"sv, "O'Brien"sv, "Ochoa"sv, "Okonkwo"sv, "Ortega"sv, "Osman"sv,
    "Palakiko"sv, "Park"sv, "Patel"sv, "Petrov"sv, "Pham"sv, "Quintero"sv, "Ramirez"sv, "Reddy"sv, "Rivera"sv,
    "Robinson"sv, "Romero"sv, "Saavedra"sv, "Santos"sv, "Schmidt"sv, "Sharma"sv, "Silva"sv, "Singh"sv, "Solis"sv,
    "Takahashi"sv, "Tesfaye"sv, "Thompson"sv, "Torres"sv, "Tran"sv, "Tupou"sv, "Underwood"sv, "Valdez"sv, "Vargas"sv,
    "Vasquez"sv, "Washington"sv, "Whitehorse"sv, "Williams"sv, "Wong"sv, "Yamamoto"sv, "Yazzie"sv, "Young"sv,
    "Zamora"sv};

}  // namespace

const std::vector<TeamTold>& teams_told() {
  static const std::vector<TeamTold> teams{
      {"pt", "Patient Transport", "srmc", "Transport", "Every patient moved safely, and on time.", false, "49",
       "Transporter", "Supervisor, Transport", 34,
       {
           {"Shorter waits for transport",
            "Patients and nurses wait too long between the call and the transporter’s arrival; procedures start late.",
            "Transport wait, request to arrival", "minutes", true, 25, 15, 0, "All inpatient transports, every shift",
            "service",
            {{"Chairs parked by the east lift",
              "Keep six wheelchairs in the bay by the east lift on the day shift, for two weeks.",
              "Chairs stayed in the bay on 9 of 10 days. Nobody had to fetch one from the basement."},
             {"One dispatcher names the next stop",
              "The dispatcher gives the next job before the transporter is back in the office.",
              "The dispatcher called the next stop 212 times. Two people said it felt rushed at the end of the shift."},
             {"Two-person lifts asked for in the first call",
              "The ward says in the first call whether two people are needed.",
              "Wards said it in 8 of 10 calls. The second trip for help nearly vanished."}}},
           {"Fewer lost wheelchairs", "Chairs end up in the parking structure and on the wrong floors.",
            "Chairs missing at the morning count", "chairs", true, 11, 4, 0, "All wheelchairs of the medical center",
            "affordable",
            {{"Colored tags by floor", "Tag each chair with the color of its home floor.",
              "Tags went on 84 chairs. Volunteers began to bring them back."}}}}},
      {"w4", "4 West", "srmc", "4 West Medical", "Safe days and calm nights for medical patients.", true, "21",
       "Registered nurse", "Nurse manager", 46,
       {
           {"Fewer falls at night", "Most falls happen between 2 and 5 in the morning, on the way to the bathroom.",
            "Falls per 1,000 patient days", "per 1,000", true, 4.2, 2.5, 1, "All patients of 4 West", "quality",
            {{"Rounds at two and four", "Offer help to the bathroom at 2:00 and 4:00 to everybody awake.",
              "Rounds were made on 24 of 28 nights. Patients began to wait for us."},
             {"Non-slip socks at admission", "Give the socks with the admission kit and not on request.",
              "Every new patient had them. Three asked for a larger size."}}},
           {"Call lights answered sooner", "Call lights are answered late around shift change.",
            "Call lights answered within three minutes", "%", false, 71, 88, 0, "Day and evening shifts", "service",
            {{"Zone buddies at shift change", "Two people stay on the floor while the others hand over.",
              "Buddies were named on every board by the second week."}}}}},
      {"e5", "5 East", "srmc", "5 East Surgical", "Good recoveries after surgery.", true, "21", "Registered nurse",
       "Nurse manager", 42,
       {
           {"Walking on the first day after surgery",
            "Too few patients walk on the first day, and recover more slowly.", "Patients who walk on day one", "%",
            false, 54, 75, 0, "Patients after planned surgery", "quality",
            {{"Walking goal on the whiteboard", "Write the day’s walking goal with the patient at breakfast.",
              "Goals stood on 31 of 40 boards. Families asked about them."},
             {"Transporters help with the first walk", "Ask transport to bring a walker when they bring the patient.",
              "It worked on weekdays; on weekends nobody was free."}}}}},
      {"ed", "Emergency Department", "srmc", "Emergency", "The right help at the right moment.", true, "21",
       "Registered nurse", "Nurse manager", 58,
       {
           {"Bed ready to bed filled", "Admitted patients wait in the hall although a bed is clean.",
            "Minutes from clean bed to patient in it", "minutes", true, 64, 40, 0,
            "Patients admitted through emergency", "service",
            {{"Report by phone at the bedside", "Give report from the bedside phone and not from the desk.",
              "Phones were in reach in 10 of 14 rooms."},
             {"A runner from four to eight", "One person only moves patients in the four busiest hours.",
              "The runner moved 18 patients on the first evening."}}},
           {"Fewer people who leave without being seen", "On Mondays one in twenty leaves before seeing a clinician.",
            "Left without being seen", "%", true, 5.1, 3, 1, "All arrivals", "quality",
            {{"A nurse at the door on Mondays", "See everybody within ten minutes of arrival.",
              "Mean time to the first nurse fell to seven minutes."}}}}},
      {"icu", "Intensive Care", "srmc", "Intensive Care", "Nobody harmed by the care they need.", true, "21",
       "Registered nurse", "Nurse manager", 38,
       {
           {"Line infections down to none", "Each infection costs a patient weeks.",
            "Days of central lines checked against the full list", "%", false, 78, 98, 0,
            "Patients with central lines", "quality",
            {{"The list on the line cart", "Put the checklist on the cart, where the hands are.",
              "Every cart had it by Tuesday. Residents asked for a pen."}}}}},
      {"evs", "Environmental Services", "srmc", "Environmental Services", "Rooms that are clean, quickly.", false,
       "49", "Housekeeper", "Manager, Environmental Services", 52,
       {
           {"Faster room turnaround", "Beds stand empty because cleaning starts late.",
            "Room turnaround after discharge", "minutes", true, 78, 55, 0, "Discharges between 11:00 and 19:00",
            "service",
            {{"The pager goes out at the door",
              "The ward pages when the patient leaves, not when the chart is closed.",
              "Pages came 22 minutes earlier than before."},
             {"Two carts set up in the morning", "Stock two spare carts before the first discharge.",
              "Nobody went back to the store room before noon."}}},
           {"Fewer strained backs", "Linen bags are too heavy when they are full.", "Strain injuries each month",
            "injuries", true, 3.4, 1.5, 1, "All housekeepers", "workplace",
            {{"A line on the bag", "Fill bags only up to a printed line.", "Bags weigh about 9 kg now."}}}}},
      {"fns", "Food and Nutrition", "srmc", "Food and Nutrition", "Warm meals, and the right ones.", false, "49",
       "Food service worker", "Manager, Food and Nutrition", 44,
       {
           {"Less food thrown away", "A third of the breakfast trays come back untouched.",
            "Food thrown away each day", "kg", true, 96, 60, 0, "Patient trays", "affordable",
            {{"Ask the evening before", "Take breakfast orders with the supper tray.",
              "We took 148 orders a day. Toast is the favorite."},
             {"Smaller first portions", "Serve less and offer more.", "Two in ten asked for more."}}}}},
      {"phi", "Inpatient Pharmacy", "srmc", "Inpatient Pharmacy", "The right medicine, without waste.", true, "30",
       "Pharmacy technician", "Pharmacy supervisor", 26,
       {
           {"Fewer expired doses", "Prepared doses expire when orders change.",
            "Prepared doses thrown away each week", "doses", true, 142, 80, 0, "Intravenous doses", "affordable",
            {{"Batches every four hours", "Prepare for four hours and not for twelve.",
              "Three batches a shift; the evening one is tight."},
             {"A shelf for returned doses", "Bring back unopened doses on the noon round.",
              "61 doses came back in the first week."}}}}},
      {"img", "Medical Imaging", "srmc", "Medical Imaging", "Clear pictures, short waits.", true, "30",
       "Imaging technologist", "Manager, Imaging", 31,
       {
           {"Mammograms on the day of the visit", "Women who are due leave without an appointment.",
            "Women due who are screened the same day", "%", false, 22, 45, 0,
            "Women due for screening who visit the building", "quality",
            {{"Two open places at ten and two", "Hold two places a day for walk-ins.", "37 of 40 places were used."},
             {"The flu clinic asks", "Nurses at the flu clinic ask and walk people over.",
              "Most were screened within 20 minutes."}}}}},
      {"sur", "Surgery", "srmc", "Operating Rooms", "First case on time, last case calm.", true, "21",
       "Surgical technologist", "Manager, Surgery", 40,
       {
           {"First cases that start on time", "Half of the first cases start late, and the day never recovers.",
            "First cases that start on time", "%", false, 52, 80, 0, "All operating rooms on weekdays", "service",
            {{"Instruments checked the evening before", "The evening team checks the first case’s trays.",
              "Six missing items were found before anybody waited for them."},
             {"Consent before the holding area", "Sign the consent at the visit before surgery.",
              "Only two were missing in two weeks."}}}}},
      {"spd", "Sterile Processing", "srmc", "Sterile Processing", "Every tray complete.", false, "49",
       "Sterile processing technician", "Supervisor, Sterile Processing", 22,
       {
           {"Complete trays the first time", "Trays come back because an instrument is missing.",
            "Trays returned from surgery each week", "trays", true, 31, 12, 0, "All instrument trays", "quality",
            {{"Pictures at the bench", "Hang a picture of each of the twenty most used trays.",
              "New staff stopped asking; older ones said they look too."}}}}},
      {"reh", "Rehabilitation", "srmc", "Rehabilitation", "Back on their feet.", true, "30", "Physical therapist",
       "Manager, Rehabilitation", 24,
       {
           {"Therapy on the first weekend", "Patients admitted on Friday wait until Monday.",
            "Patients seen within 24 hours", "%", false, 61, 85, 0, "Patients with a therapy order", "quality",
            {{"One therapist on Saturday mornings", "Cover Saturday by turns, agreed by the team.",
              "Everybody took one turn in ten weeks."}}}}},
      {"lnd", "Labor and Delivery", "srmc", "Labor and Delivery", "A good beginning.", true, "21", "Registered nurse",
       "Nurse manager", 36,
       {
           {"Skin to skin in the first hour", "Routine tasks come between mother and child.",
            "Newborns held skin to skin in the first hour", "%", false, 68, 90, 0, "Healthy newborns", "quality",
            {{"Weigh later", "Weigh after the first hour.", "Nobody missed the scale."}}}}},
      {"mat", "Materials and Linen", "srmc", "Materials", "What is needed, where it is needed.", false, "49",
       "Materials handler", "Supervisor, Materials", 28,
       {
           {"Less linen wasted", "Closets are overfilled, and clean linen goes back to the wash.",
            "Clean linen sent back unused each week", "kg", true, 410, 250, 0, "All wards", "affordable",
            {{"Fill to the line", "Agree on a par level for each closet with its ward.",
              "Five wards agreed; 4 West wanted more blankets."},
             {"Count on Thursdays", "Count two closets each Thursday and adjust.", "Counts took 25 minutes."}}}}},
      {"sec", "Security and Parking", "srmc", "Security", "Everybody arrives and leaves safely.", false, "12",
       "Security officer", "Manager, Security", 20,
       {
           {"Escorts that come soon", "Night staff wait for an escort to their cars.", "Wait for an escort",
            "minutes", true, 14, 7, 0, "Night shift", "workplace",
            {{"A post at the west door", "Keep one officer at the west door from 22:30 to 23:30.",
              "Most walks began within five minutes."}}}}},
      {"reg", "Admitting", "srmc", "Admitting", "A calm first five minutes.", false, "8", "Admitting clerk",
       "Manager, Admitting", 26,
       {
           {"Right address, right plan", "Bills go to old addresses.", "Registrations without an error", "%", false,
            86, 96, 0, "All admissions", "affordable",
            {{"Read it back", "Read the address back before printing the band.", "It adds twenty seconds."}}}}},
      {"c2n", "2 North", "clack", "2 North Medical", "Good care close to home.", true, "21", "Registered nurse",
       "Nurse manager", 33,
       {
           {"Quiet from ten to six", "Patients say they cannot sleep.", "Patients who say it was quiet at night", "%",
            false, 44, 62, 0, "All patients of 2 North", "service",
            {{"Lights down at ten", "Dim the hall and lower voices at 22:00.",
              "A nurse found the switch behind the ice machine."},
             {"Carts with soft wheels", "Change the wheels of the two loudest carts.",
              "You can no longer hear them coming."}}},
           {"Fewer late discharges", "Patients who could go home at eleven leave at four.", "Discharges before noon",
            "%", false, 18, 35, 0, "All discharges", "service",
            {{"Ask about the ride the day before", "Write down who comes and when.",
              "Three in four had a ride by evening."}}}}},
      {"c3s", "3 South", "clack", "3 South Surgical", "Safe surgery, safe return.", true, "21", "Registered nurse",
       "Nurse manager", 30,
       {
           {"Pain under control by the second day", "Many patients still have bad pain on day two.",
            "Patients with pain of 4 or less on day two", "%", false, 58, 78, 0, "Surgical patients", "quality",
            {{"Ask before, not after", "Offer medicine before therapy.", "Therapists noticed on the first day."}}}}},
      {"ced", "Clackridge Emergency", "clack", "Emergency", "Nobody is forgotten in the waiting room.", true, "21",
       "Registered nurse", "Nurse manager", 40,
       {
           {"Pain medicine within the hour", "People with broken bones wait too long.",
            "Minutes to the first pain medicine", "minutes", true, 71, 45, 0, "Patients with a fracture", "quality",
            {{"Standing order at triage", "Triage nurses give the first dose under a standing order.",
              "Used 19 times, no trouble."}}}}},
      {"cev", "Clackridge Environmental Services", "clack", "Environmental Services",
       "Clean rooms for every neighbor.", false, "49", "Housekeeper", "Manager, Environmental Services", 32,
       {
           {"Isolation rooms cleaned right", "Audits find missed surfaces.", "Surfaces clean at the marker check",
            "%", false, 82, 95, 0, "Isolation rooms", "quality",
            {{"Cleaning in pairs", "Two people clean isolation rooms together.", "It takes no longer."}}}}},
      {"cfn", "Clackridge Kitchen", "clack", "Food and Nutrition", "Meals people look forward to.", false, "49",
       "Cook", "Kitchen manager", 24,
       {
           {"Hot trays on the third floor", "Trays arrive lukewarm upstairs.", "Trays at 57 °C or more on arrival",
            "%", false, 63, 85, 0, "Third floor", "service",
            {{"Third floor first", "Send the third floor’s cart first.", "The second floor did not notice."}}}}},
      {"cph", "Clackridge Pharmacy", "clack", "Pharmacy", "Answers at the window.", true, "30", "Pharmacy technician",
       "Pharmacy supervisor", 18,
       {
           {"Shorter wait at the window", "On Fridays people wait half an hour.", "Wait at the window", "minutes",
            true, 29, 15, 0, "Prescriptions picked up", "service",
            {{"A second window on Fridays", "Open the second window from 15:00.",
              "The line stayed inside the door."}}}}},
      {"cim", "Clackridge Imaging", "clack", "Imaging", "Every picture the first time.", true, "30",
       "Imaging technologist", "Manager, Imaging", 17,
       {
           {"Fewer repeat pictures", "Hand and wrist pictures are often repeated.", "Repeated pictures", "%", true,
            8.4, 5, 1, "Hands and wrists", "quality",
            {{"A wedge for wrists", "Use the foam wedge for every wrist.",
              "Repeats were halved on the first Monday."}}}}},
      {"cmt", "Clackridge Facilities", "clack", "Facilities", "A building that helps.", false, "12", "Engineer",
       "Chief engineer", 16,
       {
           {"Work orders closed within a week", "Small repairs wait for months.",
            "Work orders closed within seven days", "%", false, 49, 75, 0, "All work orders", "workplace",
            {{"Fix-it Fridays", "Two engineers only do small repairs on Fridays.", "41 small things are fixed."}}}}},
      {"aped", "Pediatrics", "alder", "Pediatrics", "Children who are not afraid to come back.", true, "21",
       "Medical assistant", "Manager, Pediatrics", 22,
       {
           {"Immunized by two", "Some children miss one of the series.", "Two-year-olds with every immunization", "%",
            false, 76, 88, 0, "Children who turn two", "quality",
            {{"Check at every visit", "Look at the record at sick visits too.", "One in six children was due."},
             {"Calls in the family’s language", "Bilingual staff call on Wednesday evenings.",
              "Two of three families booked on the phone."}}}}},
      {"afam", "Family Medicine", "alder", "Family Medicine", "Known by name.", true, "21", "Medical assistant",
       "Manager, Family Medicine", 30,
       {
           {"Blood pressure under control", "A high reading is not taken again.",
            "Patients with controlled blood pressure", "%", false, 68, 80, 0, "Patients with hypertension", "quality",
            {{"Take it twice", "Take a high reading again after five minutes.",
              "Half of the second readings were normal."},
             {"A nurse visit within two weeks", "Book it before the patient leaves.", "Eight in ten came."}}}}},
      {"aint", "Internal Medicine", "alder", "Internal Medicine", "Time for the hard questions.", true, "21",
       "Medical assistant", "Manager, Internal Medicine", 26,
       {
           {"Messages answered the same day", "Messages from patients wait over night.",
            "Messages answered the same day", "%", false, 57, 80, 0, "Secure messages", "service",
            {{"A message hour after lunch", "Keep one hour free of visits.", "Inboxes were empty at two."}}}}},
      {"aobg", "Women’s Health", "alder", "Women’s Health", "Care for every season.", true, "21", "Medical assistant",
       "Manager, Women’s Health", 20,
       {
           {"Bones checked in time", "Few women over 65 have had a bone scan.", "Women 65 and older with a bone scan",
            "%", false, 38, 60, 0, "Women 65 and older", "quality",
            {{"Ask at check-in", "A card at check-in says the scan is due.", "Women brought their sisters."}}}}},
      {"aphm", "Alder Creek Pharmacy", "alder", "Pharmacy", "Everything explained.", true, "30",
       "Pharmacy technician", "Pharmacy supervisor", 16,
       {
           {"Refills by mail", "People drive 30 miles for a refill.", "Refills sent by mail", "%", false, 41, 60, 0,
            "Refills", "affordable",
            {{"Offer it at every pickup", "Ask one question at the window.", "Four in ten said yes."}}}}},
      {"aopt", "Optical", "alder", "Optical", "Glasses that fit.", false, "30", "Optician", "Manager, Optical", 14,
       {
           {"Fewer remakes", "Glasses are made again because of a wrong measure.", "Remade glasses", "%", true, 7.2,
            4, 1, "All orders", "affordable",
            {{"Measure twice, by two people", "A second optician checks the measure.", "It takes one minute."}}}}},
      {"lcor", "Core Laboratory", "lab", "Core Laboratory", "The right answer the first time.", false, "30",
       "Medical laboratory scientist", "Manager, Core Laboratory", 36,
       {
           {"Specimen labels that can be read", "Unreadable labels mean a second draw.",
            "Specimens relabeled or redrawn each week", "specimens", true, 58, 25, 0, "All specimens", "quality",
            {{"Printers cleaned on Mondays", "Clean every ward printer on Mondays.",
              "Four printers needed a new head."},
             {"Label at the bedside", "Print and stick at the bedside.",
              "Wards with a cart printer had none wrong."}}},
           {"Morning results before rounds", "Doctors round without results.", "Morning results ready by seven", "%",
            false, 73, 92, 0, "Morning draws", "service",
            {{"Start draws at four", "Draw the far wards first.", "Six of seven days were ready by 6:50."}}}}},
      {"lmic", "Microbiology", "lab", "Microbiology", "Finding it early.", false, "30", "Microbiologist",
       "Supervisor, Microbiology", 14,
       {
           {"Fewer contaminated cultures", "False alarms mean needless antibiotics.", "Contaminated blood cultures",
            "%", true, 4.1, 2.5, 1, "Blood cultures", "quality",
            {{"Kits with everything in them", "Put swab, bottle and card into one bag.",
              "Emergency liked it; they took them all."}}}}},
      {"lphl", "Phlebotomy", "lab", "Phlebotomy", "One stick.", false, "30", "Phlebotomist", "Supervisor, Phlebotomy",
       24,
       {
           {"Shorter lines in the morning", "At seven the line reaches the stairs.", "Wait for a blood draw",
            "minutes", true, 22, 12, 0, "Walk-ins before nine", "service",
            {{"Open the third chair at half past six", "Move one break.", "The line ended at the plant."},
             {"Numbers by text", "Send a text when two people are ahead.", "People went for coffee and came back."}}}}},
      {"lcou", "Couriers", "lab", "Couriers", "Nothing lost on the way.", false, "49", "Courier",
       "Supervisor, Couriers", 18,
       {
           {"Coolers at the right temperature", "Coolers warm up on the long route.", "Coolers in range on arrival",
            "%", false, 88, 98, 0, "The valley route", "quality",
            {{"Swap packs at Alder Creek", "Change the packs half way.", "All in range for nine days."}}}}},
      {"kapp", "Appointments and Advice", "call", "Appointments", "One call is enough.", true, "8",
       "Call center representative", "Manager, Appointments", 48,
       {
           {"Shorter call waiting", "Callers wait seven minutes on Mondays.", "Wait for an answer", "minutes", true,
            6.8, 3, 1, "Calls on weekdays", "service",
            {{"A Monday crew", "Move ten shifts from Thursday to Monday, by choice.", "Twelve people offered."},
             {"Advice nurses in the same room", "Sit the nurses with the clerks on Mondays.",
              "Fewer transfers; louder room."}}},
           {"Fewer transfers", "Callers tell their story three times.", "Calls transferred more than once", "%", true,
            19, 10, 0, "All calls", "service",
            {{"A page with who does what", "Keep one page with names and hours.",
              "It was printed, and corrected by hand, forty times."}}}}},
      {"kmem", "Member Services", "call", "Member Services", "We find out and call back.", false, "8",
       "Member services representative", "Manager, Member Services", 32,
       {
           {"Call back when we said we would", "Members call again because nobody called back.",
            "Callbacks made on the promised day", "%", false, 69, 92, 0, "Promised callbacks", "service",
            {{"A callback board", "Write promises on one board.", "By Friday there were two left."}}}}}};
  return teams;
}

std::string NameGiver::any() {
  std::string name(first_names[random_() % first_names.size()]);
  return name + " " + std::string(last_names[random_() % last_names.size()]);
}

std::string NameGiver::next() {
  while (true) {
    std::string name = any();
    if (given_.insert(name).second) return name;
  }
}

}  // namespace setup
